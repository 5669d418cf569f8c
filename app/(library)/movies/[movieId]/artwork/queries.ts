import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listArtwork } from "#lib/artwork/list-artwork.ts";
import { readType, toShownArtwork } from "../../../_components/artwork/shown-artwork.ts";
import { getFilm } from "../queries.ts";

/** The types with their counts, and the candidates of the one that is asked for. */
export async function getArtwork(movieId: number, asked: string | string[] | undefined) {
  await requireUser();
  const { movie, mayEdit } = await getFilm(movieId);
  const all = await listArtwork(getDb(), { entityType: "movie", entityId: movieId });
  const type = readType(all, asked) ?? "poster";
  return { title: movie.title, mayEdit, type, ...toShownArtwork(all, type, { mayEdit }) };
}
