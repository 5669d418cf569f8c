import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listArtwork } from "#lib/artwork/list-artwork.ts";
import type { MovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { getFilm } from "../queries.ts";

/** The types with their counts, and the candidates of one of them. */
export async function getArtwork(movieId: number, type: MovieArtworkType) {
  await requireUser();
  const { movie, mayEdit } = await getFilm(movieId);
  const all = await listArtwork(getDb(), { movieId });
  const types = all.map(({ candidates, ...rest }) => ({
    ...rest,
    count: candidates.length,
    chosen: candidates.filter((each) => each.isSelected).length,
  }));
  const candidates = all.find((each) => each.type === type)?.candidates ?? [];
  return {
    movieId,
    title: movie.title,
    mayEdit,
    types,
    // Why a download failed may name files and addresses.
    candidates: mayEdit ? candidates : candidates.map((each) => ({ ...each, failureReason: null })),
  };
}

export type Artwork = Awaited<ReturnType<typeof getArtwork>>;
export type ArtworkTypeSummary = Artwork["types"][number];
