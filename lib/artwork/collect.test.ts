import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import { assetCandidates, cacheImageFiles, fieldChanges, libraryImageFiles, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { collectUnused } from "./collect.ts";
import { aFilm } from "./testing.ts";

const db = await testDb();
const day = 24 * 60 * 60 * 1000;

let movieId = 0;
let count = 0;
beforeEach(async () => {
  ({ movieId } = await aFilm(db));
});

type Cached = Partial<typeof cacheImageFiles.$inferInsert>;

/** A picture that was cached 40 days ago and that nothing shows, with its candidate. */
async function aPicture(file: Cached = {}, candidate: Partial<typeof assetCandidates.$inferInsert> = {}) {
  count += 1;
  const fileHash = String(count).padStart(64, "0");
  const owner = { entityType: "movie", entityId: movieId } as const;
  const [row] = await db
    .insert(cacheImageFiles)
    .values({
      ...owner,
      filePath: `cache/assets/00/00/${fileHash}.jpg`,
      fileName: `${fileHash}.jpg`,
      fileSizeBytes: 1,
      fileHash,
      imageType: "poster",
      width: 100,
      height: 150,
      format: "jpg",
      sourceType: "provider",
      sourceUrl: `https://image.tmdb.org/${count}.jpg`,
      discoveredAt: fromNow(-40 * day),
      ...file,
    })
    .returning();
  const cacheFileId = row?.id ?? 0;
  const url = `https://image.tmdb.org/${count}.jpg`;
  const [offer] = await db
    .insert(assetCandidates)
    .values({ ...owner, assetType: "poster", provider: "tmdb", url, cacheFileId, ...candidate })
    .returning();
  return { cacheFileId, candidateId: offer?.id ?? 0 };
}

const isThere = async (cacheFileId: number) =>
  (await db.$count(cacheImageFiles, eq(cacheImageFiles.id, cacheFileId))) === 1;

test("a provider's picture that nothing has shown for 30 days is let go, and can be downloaded again", async () => {
  const { cacheFileId, candidateId } = await aPicture();
  expect(await collectUnused(db)).toBe(1);
  expect(await isThere(cacheFileId)).toBe(false);
  const [candidate] = await db.select().from(assetCandidates).where(eq(assetCandidates.id, candidateId));
  expect(candidate).toMatchObject({ cacheFileId: null, isSelected: false });
});

describe("stays:", () => {
  const kept: Record<string, () => Promise<number>> = {
    "a chosen picture": async () => (await aPicture({}, { isSelected: true, rank: 1 })).cacheFileId,
    "one a person chose": async () => (await aPicture({}, { userLocked: true })).cacheFileId,
    "a locked one": async () => (await aPicture({ isLocked: true })).cacheFileId,
    "one that was found beside the media": async () => (await aPicture({ sourceType: "local" })).cacheFileId,
    "an upload": async () => (await aPicture({ sourceType: "user" })).cacheFileId,
    "one that came 29 days ago": async () =>
      (await aPicture({ discoveredAt: new Date(Date.now() - 29 * day) })).cacheFileId,
    "one that the film shows": async () => {
      const { cacheFileId } = await aPicture();
      await db.update(movies).set({ posterId: cacheFileId }).where(eq(movies.id, movieId));
      return cacheFileId;
    },
    "one that lies in the library": async () => {
      const { cacheFileId } = await aPicture();
      await db.insert(libraryImageFiles).values({ cacheFileId, filePath: `/media/${cacheFileId}.jpg` });
      return cacheFileId;
    },
    "one that was dropped less than 30 days ago": async () => {
      const { cacheFileId } = await aPicture();
      const change = { entityType: "movie", entityId: movieId, field: "poster", source: "user" } as const;
      await db.insert(fieldChanges).values({ ...change, changedAt: fromNow(-29 * day) });
      return cacheFileId;
    },
  };
  test.each(Object.entries(kept))("%s", async (_, make) => {
    const cacheFileId = await make();
    expect(await collectUnused(db)).toBe(0);
    expect(await isThere(cacheFileId)).toBe(true);
  });
});
