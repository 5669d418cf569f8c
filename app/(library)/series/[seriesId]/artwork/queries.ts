import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listSeriesPictures, type SeriesPicture } from "#lib/series/list-pictures.ts";
import { getShow } from "../queries.ts";

/** The pictures of a series, then of each season, by kind. */
export async function getPictures(seriesId: number) {
  await requireUser();
  await getShow(seriesId);
  const pictures = await listSeriesPictures(getDb(), { seriesId });
  const owners = new Map<number | null, Map<SeriesPicture["type"], SeriesPicture[]>>();
  for (const picture of pictures) {
    const types = owners.get(picture.seasonNumber) ?? new Map<SeriesPicture["type"], SeriesPicture[]>();
    types.set(picture.type, [...(types.get(picture.type) ?? []), picture]);
    owners.set(picture.seasonNumber, types);
  }
  return [...owners]
    .map(([seasonNumber, types]) => ({
      seasonNumber,
      types: [...types].map(([type, ofType]) => ({ type, pictures: ofType })),
    }))
    .toSorted((a, b) => placeOf(a.seasonNumber) - placeOf(b.seasonNumber));
}

/** The series first, its specials last. */
const placeOf = (seasonNumber: number | null): number =>
  seasonNumber === null ? -1 : seasonNumber === 0 ? Number.MAX_SAFE_INTEGER : seasonNumber;
