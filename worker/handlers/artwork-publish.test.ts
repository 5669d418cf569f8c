import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { assetCandidates, jobs, movies, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { saveCandidates } from "#lib/artwork/candidates.ts";
import { pickArtwork } from "#lib/artwork/pick.ts";
import { anOffer, jpeg, posterSize, startPictureServer } from "#lib/artwork/testing.ts";
import { Permanent, RetryLater } from "#lib/jobs/outcomes.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import type { JobType } from "#lib/jobs/vocabulary.ts";
import { log } from "#lib/log.ts";
import { aPublishableFilm, removeFolders } from "#lib/publish/testing.ts";
import type { JobContext } from "../handler.ts";
import { artworkCache } from "./artwork-cache.ts";
import { artworkSelect } from "./artwork-select.ts";
import { libraryPublish } from "./library-publish.ts";
import { movieArtwork } from "./movie-artwork.ts";
import { moviePublish } from "./movie-publish.ts";

const db = await testDb();
removeFolders();
const server = await startPictureServer(db);
afterAll(() => server.close());
beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(rateLimits);
});

function context<T extends JobType>(type: T, payload: JobContext<T>["payload"], runId: string | null = null) {
  const job = { jobId: 1, type, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "downloads" };
  return {
    db,
    payload,
    job: { ...job, payload, runId, createdBy: null },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
  } satisfies JobContext<T>;
}

const queued = async () => (await db.select().from(jobs).orderBy(jobs.id)).map((job) => job.type);
const offer = (movieId: number, path: string) =>
  transaction(db, (tx) =>
    saveCandidates(tx, {
      entityType: "movie",
      entityId: movieId,
      provider: "tmdb",
      candidates: [anOffer(path, { assetType: "keyart", ...posterSize, language: null })],
    }),
  );

describe("choosing artwork", () => {
  test.each([
    ["review", null, []],
    ["review", newRunId("publish"), ["movie.publish"]],
    ["full", null, ["movie.publish"]],
    ["full", newRunId("enrich"), []],
  ] as const)("is followed by a publish as far as it goes: %s, %s", async (automation, runId, expected) => {
    const { movieId } = await aPublishableFilm(db, { library: { automation } });
    server.files.set("/key.jpg", await jpeg(50));
    await offer(movieId, "/key.jpg");
    expect(await artworkSelect(context("artwork.select", { movieId }, runId))).toMatchObject({ cached: 1 });
    expect(await queued()).toEqual(expected);
  });

  test("is tried again when the server says so, and keeps what it has", async () => {
    const { movieId } = await aPublishableFilm(db);
    server.files.set("/busy.jpg", 429);
    await offer(movieId, "/busy.jpg");
    await expect(artworkSelect(context("artwork.select", { movieId }))).rejects.toThrow(RetryLater);
    expect((await db.select().from(movies).where(eq(movies.id, movieId)))[0]?.posterLocked).toBe(false);
  });

  test("of a film that is gone is no failure", async () => {
    expect(await artworkSelect(context("artwork.select", { movieId: 99_999 }))).toEqual({
      skipped: "The film is no longer in Metarr.",
    });
  });
});

test("a picked picture that is none fails its job in plain words", async () => {
  const { movieId } = await aPublishableFilm(db);
  server.files.set("/page.jpg", Buffer.from("<html>"));
  await offer(movieId, "/page.jpg");
  const [row] = await db.select().from(assetCandidates).where(eq(assetCandidates.providerId, "/page.jpg"));
  const candidateId = row?.id ?? 0;
  await transaction(db, (tx) => pickArtwork(tx, { candidateId, userId: null }));
  expect(await queued()).toEqual(["artwork.cache"]);
  const run = artworkCache(context("artwork.cache", { candidateId, movieId }));
  await expect(run).rejects.toThrow(Permanent);
  await expect(artworkCache(context("artwork.cache", { candidateId: 99_999 }))).resolves.toHaveProperty("skipped");
});

test("pictures beside films are kept, and chosen by the next job", async () => {
  const film = await aPublishableFilm(db);
  await writeFile(join(film.folder, "banner.jpg"), await jpeg(60, { width: 1000, height: 185 }));
  await writeFile(join(film.folder, "logo.png"), "no picture");
  const result = await movieArtwork(context("movie.artwork", { movieIds: [film.movieId] }));
  expect(result).toMatchObject({ cached: 1, problems: [{ path: join(film.folder, "logo.png") }] });
  expect(await queued()).toEqual(["artwork.select"]);
});

test("publishing reports what it wrote, once", async () => {
  const film = await aPublishableFilm(db);
  const { movieId, libraryId } = film;
  const counts = { nfoWritten: 1, artworkWritten: 2, published: 1, recycled: 0, problems: [] };
  expect(await moviePublish(context("movie.publish", { movieId }))).toMatchObject(counts);
  expect(await readdir(film.folder)).toHaveLength(4);
  const again = { nfoWritten: 0, artworkWritten: 0, published: 0, recycled: 0, problems: [] };
  expect(await moviePublish(context("movie.publish", { movieId }))).toMatchObject(again);
  expect(await libraryPublish(context("library.publish", { libraryId }))).toMatchObject({ items: 1, ...again });
  expect(await moviePublish(context("movie.publish", { movieId: 99_999 }))).toHaveProperty("skipped");
});

test("a chosen path of which the plan has nothing is a problem that names it", async () => {
  const { movieId, folder } = await aPublishableFilm(db);
  const [nfo, other] = [join(folder, "Heat (1995).nfo"), join(folder, "other.txt")];
  const payload = { movieId, only: [nfo, other] };
  const problems = [{ path: other, message: "There was nothing to do here." }];
  expect(await moviePublish(context("movie.publish", payload))).toMatchObject({ nfoWritten: 1, problems });
  // What lies there as it should needs nothing, and what a first attempt did is not missed by the second.
  expect(await moviePublish(context("movie.publish", payload))).toMatchObject({ nfoWritten: 0, problems });
  const { job, ...rest } = context("movie.publish", payload);
  expect(await moviePublish({ ...rest, job: { ...job, attempts: 2 } })).toMatchObject({ problems: [] });
});
