import { eq } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { libraries } from "#db/schema/index.ts";
import { profileLabels } from "#lib/publish/vocabulary.ts";
import { getSeriesState, isIdentified } from "#lib/series/series-state.ts";
import { readPublishPage } from "../../../_components/publish/read-publish-page.ts";
import { getShow } from "../queries.ts";

/** What publishing the series with its seasons and episodes would do. */
export async function getPublishPage(seriesId: number) {
  await requireUser("editor");
  const db = getDb();
  const { show } = await getShow(seriesId);
  const unit = { entityType: "series", entityId: seriesId } as const;
  const [[library], state, page] = await Promise.all([
    db.select({ profile: libraries.profile }).from(libraries).where(eq(libraries.id, show.libraryId)),
    getSeriesState(db, seriesId),
    readPublishPage(db, { unit, folder: show.directoryPath }),
  ]);
  return {
    page,
    profile: library ? profileLabels[library.profile] : "",
    publishedAt: show.lastPublishedAt,
    isIdentified: isIdentified(state.ids),
  };
}
