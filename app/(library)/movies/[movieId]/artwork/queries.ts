import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listArtwork } from "#lib/artwork/list-artwork.ts";
import type { MovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { toShownArtwork } from "../../../_components/artwork/shown-artwork.ts";
import { getFilm } from "../queries.ts";

/** The types with their counts, and the candidates of one of them. */
export async function getArtwork(movieId: number, type: MovieArtworkType) {
  await requireUser();
  const { movie, mayEdit } = await getFilm(movieId);
  const all = await listArtwork(getDb(), { entityType: "movie", entityId: movieId });
  return { movieId, title: movie.title, mayEdit, ...toShownArtwork(all, type, { mayEdit }) };
}
