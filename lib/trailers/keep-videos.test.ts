import { copyFile, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { fromNow } from "#db/clock.ts";
import {
  cacheVideoFiles,
  fieldChanges,
  jobs,
  libraryVideoFiles,
  recycleBin,
  trailerCandidates,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { mediaPath } from "#e2e/fixtures/library.ts";
import { env } from "#lib/env.ts";
import { collectUnusedVideos } from "./collect-videos.ts";
import { saveVideoRow, storeVideo, videoPath } from "./store-video.ts";
import { sweepVideos } from "./sweep-videos.ts";
import { aFilmWithTrailers } from "./testing.ts";
import { verifyVideoAt, verifyVideos } from "./verify-videos.ts";

const db = await testDb();
const day = 24 * 60 * 60 * 1000;
const run = () => verifyVideos(db, { limit: 50 });

beforeEach(async () => {
  for (const table of [jobs, recycleBin, libraryVideoFiles]) await db.delete(table);
  await db.update(trailerCandidates).set({ cacheVideoFileId: null });
  await db.delete(cacheVideoFiles);
});

/** A film whose trailer is in the cache. No two have the same bytes. */
async function aCachedTrailer(params: { isSelected?: boolean; sourceType?: "provider" | "upload" } = {}) {
  const { isSelected = true, sourceType = "provider" } = params;
  const root = await mkdtemp(join(tmpdir(), "metarr-trailer-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const film = await aFilmWithTrailers(db, [{ isSelected, sourceType }], { root });
  const coming = join(env.DATA_DIR, "cache/videos/tmp", `${film.movieId}.mp4`);
  await mkdir(dirname(coming), { recursive: true });
  const free = Buffer.alloc(16);
  free.writeUInt32BE(16, 0);
  free.write("free", 4, "latin1");
  free.writeUInt32BE(film.movieId, 8);
  free.writeDoubleBE(Math.random(), 8);
  const bytes = Buffer.concat([await readFile(mediaPath("h264-scope-aac.mp4")), free]);
  await writeFile(coming, bytes);
  const video = await storeVideo(coming);
  const source = { sourceType, sourceUrl: null, providerName: null };
  const owner = { entityType: "movie", entityId: film.movieId } as const;
  const cacheVideoFileId = await transaction(db, (tx) => saveVideoRow(tx, { ...owner, video, source }));
  const candidateId = film.rows[0]?.id ?? 0;
  await db.update(trailerCandidates).set({ cacheVideoFileId }).where(eq(trailerCandidates.id, candidateId));
  return {
    ...film,
    candidateId,
    cacheVideoFileId,
    bytes,
    path: join(env.DATA_DIR, video.filePath),
    sha256: video.sha256,
  };
}

const downloads = async () =>
  (await db.select().from(jobs).where(eq(jobs.type, "trailer.download"))).map((job) => job.payload);

describe("a cached trailer is verified", () => {
  test("and nothing happens while it is what its name says", async () => {
    await aCachedTrailer();
    expect(await run()).toMatchObject({ checked: 1, repaired: 0, lost: [] });
    expect(await run()).toMatchObject({ checked: 0, repaired: 0, lost: [] });
  });

  test("and comes back from the copy in the library", async () => {
    const { path, bytes, folder, cacheVideoFileId } = await aCachedTrailer();
    await mkdir(folder, { recursive: true });
    const filePath = join(folder, "film-trailer.mp4");
    await copyFile(path, filePath);
    await db.insert(libraryVideoFiles).values({ cacheFileId: cacheVideoFileId, filePath });
    await writeFile(path, "damaged");
    expect(await run()).toMatchObject({ checked: 1, repaired: 1, lost: [] });
    expect(await readFile(path)).toEqual(bytes);
    expect(await db.select().from(recycleBin)).toMatchObject([{ originalPath: path }]);
    expect(await downloads()).toEqual([]);
  });

  test("and is downloaded again when no library has it", async () => {
    const { path, sha256, candidateId, movieId } = await aCachedTrailer();
    await rm(path);
    // It is not back before the job is done.
    expect(await run()).toEqual({ checked: 1, repaired: 0, queued: 1, good: [], lost: [] });
    expect(await downloads()).toEqual([{ candidateId, entityType: "movie", entityId: movieId }]);
    const cached = { path: videoPath(sha256, "mp4") };
    expect(await verifyVideoAt(db, cached)).toBe("queued");
    await db.update(trailerCandidates).set({ isSelected: false }).where(eq(trailerCandidates.id, candidateId));
    expect(await verifyVideoAt(db, cached)).toBeUndefined();
    expect(await downloads()).toHaveLength(1);
  });

  test("and an upload that is gone is named", async () => {
    const { path, sha256, candidateId } = await aCachedTrailer({ sourceType: "upload" });
    await rm(path);
    const { lost } = await run();
    expect(lost).toMatchObject([
      { path: videoPath(sha256, "mp4"), reason: expect.stringContaining("it was an upload") },
    ]);
    expect(await downloads()).toEqual([]);
    const [candidate] = await db.select().from(trailerCandidates).where(eq(trailerCandidates.id, candidateId));
    expect(candidate).toMatchObject({ isSelected: true, cacheVideoFileId: null, failureReason: "download_error" });
  });
});

describe("a cached trailer is let go", () => {
  const age = (cacheVideoFileId: number) =>
    db
      .update(cacheVideoFiles)
      .set({ createdAt: fromNow(-31 * day) })
      .where(eq(cacheVideoFiles.id, cacheVideoFileId));

  test("when it was not the chosen one for 30 days, and its file follows through the recycle bin", async () => {
    const { cacheVideoFileId, path } = await aCachedTrailer({ isSelected: false });
    expect(await collectUnusedVideos(db)).toBe(0);
    await age(cacheVideoFileId);
    expect(await collectUnusedVideos(db)).toBe(1);
    expect(await sweepVideos(db)).toMatchObject({ recycled: 0 });
    const longAgo = new Date(Date.now() - 31 * day);
    await utimes(path, longAgo, longAgo);
    expect(await sweepVideos(db)).toMatchObject({ recycled: 1 });
    await expect(stat(path)).rejects.toThrow("ENOENT");
    expect(await db.select().from(recycleBin)).toMatchObject([{ reason: "No longer used as a trailer" }]);
  });

  test("but not while it is chosen, published, an upload, or was the chosen one lately", async () => {
    const chosen = await aCachedTrailer();
    const published = await aCachedTrailer({ isSelected: false });
    const upload = await aCachedTrailer({ isSelected: false, sourceType: "upload" });
    const dropped = await aCachedTrailer({ isSelected: false });
    await db
      .insert(libraryVideoFiles)
      .values({ cacheFileId: published.cacheVideoFileId, filePath: `${published.folder}/film-trailer.mp4` });
    const change = { entityType: "movie", entityId: dropped.movieId, field: "trailer", source: "user" } as const;
    await db.insert(fieldChanges).values(change);
    for (const { cacheVideoFileId } of [chosen, published, upload, dropped]) await age(cacheVideoFileId);
    expect(await collectUnusedVideos(db)).toBe(0);
  });
});
