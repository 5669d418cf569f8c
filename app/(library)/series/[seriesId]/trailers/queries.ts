import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { readTrailersPage } from "../../../_components/trailers/read-trailers-page.ts";
import { getShow } from "../queries.ts";

/** The trailers of a series, and what of Metarr they need. */
export async function getTrailers(seriesId: number) {
  await requireUser();
  const { mayEdit } = await getShow(seriesId);
  return readTrailersPage(getDb(), { owner: { entityType: "series", entityId: seriesId }, mayEdit });
}
