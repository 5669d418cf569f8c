import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import { episodes, publishConflicts, verifyFindings } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { removeFolders } from "#lib/publish/testing.ts";
import { aPublishableShow, publishSeries } from "#lib/publish/testing-show.ts";
import { getShowHeader } from "./queries.ts";

const db = await testDb();
removeFolders();
setRequestHeaders((await aBrowser(db, "admin")).headers);

test("a series says that something is not published, also when it is an episode's", async () => {
  const { seriesId, episodeIds } = await aPublishableShow(db);
  const marks = async () => {
    const { isPublished, hasUnpublished } = await getShowHeader(seriesId);
    return { isPublished, hasUnpublished };
  };
  expect(await marks()).toEqual({ isPublished: false, hasUnpublished: false });
  await publishSeries(db, { seriesId });
  expect(await marks()).toEqual({ isPublished: true, hasUnpublished: false });
  await db
    .update(episodes)
    .set({ version: 99 })
    .where(eq(episodes.id, episodeIds[0] ?? 0));
  expect(await marks()).toEqual({ isPublished: true, hasUnpublished: true });
});

test("a series says that a file waits for a decision, and that a check found one gone", async () => {
  const { seriesId } = await aPublishableShow(db);
  await publishSeries(db, { seriesId });
  const { libraryId, hasToDecide, hasUnpublished } = await getShowHeader(seriesId);
  expect({ hasToDecide, hasUnpublished }).toEqual({ hasToDecide: false, hasUnpublished: false });
  const file = { entityType: "series", entityId: seriesId, path: `/tv/${seriesId}/tvshow.nfo` } as const;
  await db.insert(publishConflicts).values({ ...file, kind: "nfo", reason: "It was changed" });
  await db.insert(verifyFindings).values({ ...file, libraryId, kind: "file.missing", detail: "It is gone." });
  expect(await getShowHeader(seriesId)).toMatchObject({ hasToDecide: true, hasUnpublished: true });
});
