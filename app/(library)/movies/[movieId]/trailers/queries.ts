import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { readTrailersPage } from "../../../_components/trailers/read-trailers-page.ts";
import { getFilm } from "../queries.ts";

/** The trailers of a film, and what of Metarr they need. */
export async function getTrailers(movieId: number) {
  await requireUser();
  const { mayEdit } = await getFilm(movieId);
  return readTrailersPage(getDb(), { owner: { entityType: "movie", entityId: movieId }, mayEdit });
}
