import { rm } from "node:fs/promises";
import { join } from "node:path";
import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { assetCandidates, cacheImageFiles, libraryImageFiles, verifyFindings, verifyRuns } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { jpeg } from "#lib/artwork/testing.ts";
import { aPublishableFilm, choosePicture, publishMovie, removeFolders } from "#lib/publish/testing.ts";
import { sliceLimits } from "./budget.ts";
import { purgeVerifying } from "./purge.ts";
import { recordCacheCheck } from "./record-cache-check.ts";
import { dropMissing, findOpenRun, type VerifyRun } from "./runs.ts";
import { begin, openFindings, verify } from "./testing.ts";
import { verifySlice } from "./verify-slice.ts";

const db = await testDb();
removeFolders();

async function aPublishedFilm() {
  const film = await aPublishableFilm(db);
  await publishMovie(db, { movieId: film.movieId });
  const scope = { libraryId: film.libraryId, entityType: "movie" as const, entityId: film.movieId };
  return { ...film, scope, nfo: join(film.folder, "Heat (1995).nfo") };
}

const found = async (libraryId: number) =>
  (await openFindings(db, libraryId)).map(({ kind, path, dismissedAt }) => `${dismissedAt ? "- " : ""}${kind} ${path}`);
const ofKind = async (libraryId: number, kind: string) =>
  (await found(libraryId)).filter((each) => each.includes(kind));

async function goOn({ id: runId, jobId }: VerifyRun): Promise<void> {
  const next = () => findOpenRun(db, { runId, jobId });
  for (let run = await next(); run; run = await next()) await verifySlice(db, { run });
}

describe("a look at one film", () => {
  test("ends nothing that only a look at the whole library can see, and what was dismissed stays so", async () => {
    const { libraryId, movieId, scope, nfo } = await aPublishedFilm();
    // Nothing of the example chose what lists show.
    const run = await verify(db, { libraryId });
    const dismissedAt = new Date();
    const fanart = `shown picture movie ${movieId} fanartId`;
    await db.update(verifyFindings).set({ dismissedAt }).where(eq(verifyFindings.path, fanart));
    const other = {
      libraryId,
      runId: run.id,
      entityType: scope.entityType,
      entityId: movieId,
      detail: "",
      foundAt: run.startedAt,
    };
    await db.insert(verifyFindings).values([
      { ...other, kind: "file.orphan", path: "/gone/poster.jpg" },
      { ...other, kind: "file.unreadable", path: "/gone/fanart.jpg" },
      { ...other, kind: "file.unreadable", path: nfo },
      { ...other, kind: "file.missing", path: nfo },
    ]);
    await verify(db, scope);
    expect(await found(libraryId)).toEqual([
      "file.orphan /gone/poster.jpg",
      "file.unreadable /gone/fanart.jpg",
      `- row ${fanart}`,
      `row shown picture movie ${movieId} posterId`,
    ]);
    await verify(db, { libraryId });
    expect(await found(libraryId)).toEqual([`- row ${fanart}`, `row shown picture movie ${movieId} posterId`]);
  });

  test("while the library is verified takes nothing from that, whichever sees a thing last", async () => {
    const { libraryId, scope, nfo, filePath } = await aPublishedFilm();
    await rm(nfo);
    const run = await begin(db, { libraryId });
    await verifySlice(db, { run, limits: { ...sliceLimits, items: 1 } });
    await verify(db, scope);
    await goOn(run);
    expect(await ofKind(libraryId, "file.")).toEqual([`file.missing ${nfo}`]);

    // The other way round: the look at the film is begun before, and sees more than the library's did.
    const look = await begin(db, scope);
    const whole = await begin(db, { libraryId });
    await verifySlice(db, { run: whole, limits: { ...sliceLimits, items: 1 } });
    await rm(filePath);
    await verifySlice(db, { run: look });
    await goOn(whole);
    expect(await ofKind(libraryId, ".")).toEqual([`file.missing ${nfo}`, `media.gone ${filePath}`]);
  });
});

test("R6 a video that was dismissed as gone stays dismissed when the disk goes", async () => {
  const { libraryId, filePath } = await aPublishedFilm();
  await rm(filePath);
  const run = await verify(db, { libraryId });
  await db.update(verifyFindings).set({ dismissedAt: new Date() }).where(eq(verifyFindings.path, filePath));
  await transaction(db, (tx) => dropMissing(tx, { runId: run.id }));
  expect(await ofKind(libraryId, "media.gone")).toEqual([`- media.gone ${filePath}`]);
});

test.each(["the check of the cache", "a look at the library"])(
  "what was missed in the cache and let go of since is no finding any more after %s",
  async (which) => {
    const { libraryId, movieId } = await aPublishedFilm();
    // Nobody else has it.
    const bytes = await jpeg(which.length, { width: 1000, height: 185 });
    const { cacheFileId } = await choosePicture(db, { movieId, type: "banner", bytes });
    const [row] = await db.select().from(cacheImageFiles).where(eq(cacheImageFiles.id, cacheFileId));
    const path = row?.filePath ?? "";
    await recordCacheCheck(db, { good: [], lost: [{ path, reason: "Its provider no longer has it." }] });
    await recordCacheCheck(db, { good: [], lost: [] });
    expect(await ofKind(libraryId, "cache.")).toEqual([`cache.missing ${path}`]);
    await db.update(assetCandidates).set({ cacheFileId: null }).where(eq(assetCandidates.cacheFileId, cacheFileId));
    await db.delete(libraryImageFiles).where(eq(libraryImageFiles.cacheFileId, cacheFileId));
    await db.delete(cacheImageFiles).where(eq(cacheImageFiles.id, cacheFileId));
    if (which === "the check of the cache") await recordCacheCheck(db, { good: [], lost: [] });
    else await verify(db, { libraryId });
    expect(await ofKind(libraryId, "cache.")).toEqual([]);
  },
);

test("runs that ended and findings in order are kept for 30 days, what waits or was dismissed and the last run for ever", async () => {
  const { libraryId } = await aPublishedFilm();
  const old = new Date(Date.now() - 31 * 24 * 3_600_000);
  const ended = { libraryId, stage: "units", status: "completed" as const, startedAt: old, finishedAt: old };
  const runs = await db
    .insert(verifyRuns)
    .values([ended, { ...ended, status: "running", finishedAt: null }, { ...ended, finishedAt: new Date() }, ended])
    .returning();
  await db.insert(verifyRuns).values({ ...ended, entityType: "movie", entityId: 1 });
  const finding = { libraryId, kind: "file.missing", detail: "", foundAt: old };
  await db.insert(verifyFindings).values([
    { ...finding, path: "open" },
    { ...finding, path: "dismissed", dismissedAt: old },
    { ...finding, path: "in order", repairedAt: old },
    { ...finding, path: "in order since yesterday", repairedAt: new Date() },
  ]);
  expect(await purgeVerifying(db)).toBe(3);
  const left = await db
    .select({ id: verifyRuns.id })
    .from(verifyRuns)
    .where(eq(verifyRuns.libraryId, libraryId))
    .orderBy(asc(verifyRuns.id));
  expect(left.map(({ id }) => id)).toEqual(runs.slice(1).map(({ id }) => id));
  const kept = await db.select().from(verifyFindings).where(eq(verifyFindings.libraryId, libraryId));
  expect(kept.map(({ path }) => path).toSorted()).toEqual(["dismissed", "in order since yesterday", "open"]);
});
