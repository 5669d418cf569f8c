import { existsSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { extras, jobs, libraries, movies, providerCache, rateLimits, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { Permanent } from "#lib/jobs/outcomes.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { log } from "#lib/log.ts";
import { setProviders } from "#lib/providers/testing-simulator.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { sweepVideos } from "#lib/trailers/sweep-videos.ts";
import { aFilmWithTrailers, stubYtdlp, videoSites, watch } from "#lib/trailers/testing.ts";
import type { JobContext } from "../handler.ts";
import { movieEnrich } from "./movie-enrich.ts";
import { trailerDownload } from "./trailer-download.ts";
import { trailerSelect } from "./trailer-select.ts";
import { trailerTest } from "./trailer-test.ts";

const db = await testDb();
const sites = videoSites({ faults: { requestsPerSecond: 0 } });
const stub = stubYtdlp();
const matrix = { tmdbId: 603, title: "The Matrix", identificationStatus: "identified" as const };
const answers = `case "$*" in *dump-single-json*) echo '{"title":"T","duration":90,"width":1920,"height":1080}';; *) exit 1;; esac`;

beforeEach(async () => {
  for (const table of [jobs, providerCache, rateLimits, trailerCandidates]) await db.delete(table);
  await setProviders(db, sites.simulator, { only: ["tmdb"] });
});

function context<T extends "movie.enrich" | "trailer.select" | "trailer.test" | "trailer.download">(
  type: T,
  payload: JobContext<T>["payload"],
  more: Partial<JobContext<T>["job"]> = {},
): JobContext<T> {
  const job = { jobId: 1, type, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "trailers", payload };
  return {
    db,
    payload,
    job: { ...job, runId: null, createdBy: null, ...more },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async () => {},
    providers: { tmdb: { firstWaitMs: 1 } },
  };
}
const selections = async () => (await db.select().from(jobs)).filter(({ type }) => type === "trailer.select").length;
const enrich = async (movieId: number, payload = {}, more = {}) => {
  await db.delete(jobs);
  await movieEnrich(context("movie.enrich", { movieId, ...payload }, more));
  return selections();
};

describe("after an enrichment", () => {
  test("a trailer is chosen where there is something to choose, and not again for a film that did not change", async () => {
    await stub(answers);
    const { movieId } = await aFilmWithTrailers(db, [], { movie: matrix });
    expect(await enrich(movieId)).toBe(1);
    const done = await trailerSelect(context("trailer.select", { entityType: "movie", entityId: movieId }));
    expect(done).toMatchObject({ changed: true });
    await db
      .update(trailerCandidates)
      .set({ failureReason: "download_error", retryAfterAt: new Date(Date.now() + 3_600_000) })
      .where(eq(trailerCandidates.isSelected, true));
    expect(await enrich(movieId)).toBe(0);
    await db.update(trailerCandidates).set({ retryAfterAt: new Date(Date.now() - 1000) });
    expect(await enrich(movieId)).toBe(1);
    await db.update(trailerCandidates).set({ failureReason: "unavailable" });
    expect(await enrich(movieId)).toBe(0);
  });

  test("it is only looked for as far as automation, settings and the parts that were asked for go", async () => {
    await stub(answers);
    const { movieId, libraryId } = await aFilmWithTrailers(db, [], {
      movie: matrix,
      library: { automation: "manual" },
    });
    expect(await enrich(movieId)).toBe(0);
    expect(await enrich(movieId, {}, { runId: newRunId("enrich") })).toBe(1);
    expect(await enrich(movieId, {}, { createdBy: 1 })).toBe(1);
    expect(await enrich(movieId, { parts: ["metadata", "artwork"] }, { createdBy: 1 })).toBe(0);
    expect(await enrich(movieId, { parts: ["trailer"] }, { createdBy: 1 })).toBe(1);
    await db
      .update(libraries)
      .set({ trailers: { enabled: false } })
      .where(eq(libraries.id, libraryId));
    expect(await enrich(movieId, {}, { createdBy: 1 })).toBe(0);
    await db.update(libraries).set({ trailers: null }).where(eq(libraries.id, libraryId));
    await transaction(db, (tx) => setSetting(tx, "trailers.enabled", false));
    expect(await enrich(movieId, {}, { createdBy: 1 })).toBe(0);
    await transaction(db, (tx) => setSetting(tx, "trailers.enabled", true));
  });

  test("none is looked for beside one that somebody put there, nor without yt-dlp", async () => {
    await stub(answers);
    const film = await aFilmWithTrailers(db, [], { movie: matrix });
    await db.insert(extras).values({ movieId: film.movieId, kind: "trailer", path: `${film.folder}/Heat-trailer.mp4` });
    expect(await enrich(film.movieId)).toBe(0);
    await db.delete(extras);
    expect(await enrich(film.movieId)).toBe(1);
    env.YTDLP_PATH = "/nowhere/yt-dlp";
    expect(await enrich(film.movieId)).toBe(0);
  });
});

describe("the jobs of trailers", () => {
  test("say in plain words that yt-dlp is missing, and are no failures", async () => {
    env.YTDLP_PATH = "/nowhere/yt-dlp";
    const { movieId, rows } = await aFilmWithTrailers(db, [{ isSelected: true, selectedBy: "user" }]);
    const candidateId = rows[0]?.id ?? 0;
    const skipped = { skipped: expect.stringContaining("yt-dlp is not at") };
    expect(await trailerSelect(context("trailer.select", { entityType: "movie", entityId: movieId }))).toEqual(skipped);
    expect(await trailerTest(context("trailer.test", { candidateId }))).toEqual(skipped);
    expect(await trailerDownload(context("trailer.download", { candidateId }))).toEqual(skipped);
  });

  test("fail for a person's choice, and pass over what automation chose", async () => {
    await stub(answers);
    const { rows } = await aFilmWithTrailers(db, [
      { isSelected: true, selectedBy: "user" },
      { isSelected: true, selectedBy: "enrichment" },
      { sourceUrl: watch("gon00000009") },
    ]);
    const run = (index: number) => trailerDownload(context("trailer.download", { candidateId: rows[index]?.id ?? 0 }));
    await expect(run(0)).rejects.toThrow(Permanent);
    expect(await run(1)).toMatchObject({ cached: 0, passedOver: [expect.stringContaining("yt-dlp")] });
    const tested = trailerTest(context("trailer.test", { candidateId: rows[2]?.id ?? 0 }));
    await expect(tested).rejects.toThrow("The video is no longer there.");
    expect(await trailerTest(context("trailer.test", { candidateId: 99_999 }))).toHaveProperty("skipped");
    expect(await trailerSelect(context("trailer.select", { entityType: "movie", entityId: 99_999 }))).toHaveProperty(
      "skipped",
    );
  });

  test("take a video file of another host without yt-dlp, and one that was uploaded", async () => {
    env.YTDLP_PATH = "/nowhere/yt-dlp";
    const given = env.TRAILER_HOSTS;
    env.TRAILER_HOSTS = [new URL(sites.simulator.url).host];
    try {
      const sourceUrl = `${sites.simulator.youtubeBaseUrl}/files/sim00000603.mp4`;
      const own = { sourceType: "user" as const, sourceUrl, isSelected: true, selectedBy: "user" };
      const { movieId, rows } = await aFilmWithTrailers(db, [own], { movie: { trailerLocked: true } });
      const candidateId = rows[0]?.id ?? 0;
      expect(await trailerTest(context("trailer.test", { candidateId }))).toEqual({ tested: 1 });
      expect(await trailerDownload(context("trailer.download", { candidateId }))).toEqual({ cached: 1 });
      const bytes = Buffer.from(await (await fetch(sourceUrl)).arrayBuffer());
      const sha256 = "ab".repeat(32);
      await mkdir(join(env.DATA_DIR, "cache/uploads"), { recursive: true });
      await writeFile(join(env.DATA_DIR, "cache/uploads", sha256), Buffer.concat([bytes, Buffer.alloc(16)]));
      await db.update(trailerCandidates).set({ isSelected: false });
      const [upload] = await db
        .insert(trailerCandidates)
        .values({
          ...{ entityType: "movie", entityId: movieId, sourceType: "upload", providerVideoId: sha256 },
          ...{ isSelected: true, selectedBy: "user" },
        })
        .returning();
      expect(await trailerDownload(context("trailer.download", { candidateId: upload?.id ?? 0 }))).toEqual({
        cached: 1,
      });
      expect(existsSync(join(env.DATA_DIR, "cache/uploads", sha256))).toBe(false);
      expect((await db.select().from(movies).where(eq(movies.id, movieId)))[0]?.version).toBe(3);
    } finally {
      env.TRAILER_HOSTS = given;
    }
  });
});

test("the sweep takes abandoned parts, sends files without a row to the recycle bin after 30 days, and touches nothing else", async () => {
  const old = new Date(Date.now() - 2 * 3_600_000);
  const ancient = new Date(Date.now() - 8 * 24 * 3_600_000);
  const beyond = new Date(Date.now() - 31 * 24 * 3_600_000);
  const put = async (path: string, at?: Date) => {
    const full = join(env.DATA_DIR, "cache/videos", path);
    await mkdir(join(full, ".."), { recursive: true });
    await writeFile(full, "x");
    if (at) {
      await utimes(full, at, at);
      await utimes(join(full, ".."), at, at);
    }
    return full;
  };
  const gone = [
    await put(`ab/cd/${"ab".repeat(32)}.mp4`, beyond),
    await put("tmp/1-1080/video.mp4.part", ancient),
    await put("tmp/2-look/x", old),
  ];
  const kept = [
    await put(`ab/ce/${"cd".repeat(32)}.webm`, ancient),
    await put("ab/ce/notes.txt", old),
    await put("tmp/3-1080/video.mp4.part", old),
    await put("tmp/other/x", ancient),
  ];
  expect(await sweepVideos(db)).toEqual({ removed: 2, recycled: 1 });
  expect([...gone, ...kept].map((path) => existsSync(path))).toEqual([false, false, false, true, true, true, true]);
});
