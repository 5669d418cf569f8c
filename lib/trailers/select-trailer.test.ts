import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Tx } from "#db/client.ts";
import { cacheVideoFiles, jobs, movies, rateLimits, trailerCandidates } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { env } from "#lib/env.ts";
import { checkTrailers } from "./check-trailers.ts";
import { downloadTrailer } from "./download-trailer.ts";
import { workFolder } from "./folders.ts";
import { pickTrailer, setTrailerLock } from "./pick-trailer.ts";
import { selectTrailer } from "./select-trailer.ts";
import { testTrailer } from "./test-trailer.ts";
import { aFilmWithTrailers, realYtdlp, stubYtdlp, videoSites, watch } from "./testing.ts";

const db = await testDb();
const sites = videoSites();
const stub = stubYtdlp();
beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(rateLimits);
  await db.delete(trailerCandidates);
});

const follow = { runId: null, createdBy: null };
const select = (movieId: number, more: { force?: boolean } = {}) =>
  selectTrailer(db, { entityType: "movie", entityId: movieId, follow, ...more });
const rowOf = async (candidateId: number | undefined) => {
  const [row] = await db
    .select()
    .from(trailerCandidates)
    .where(eq(trailerCandidates.id, candidateId ?? 0));
  if (!row) throw new Error("The trailer is not there.");
  return row;
};
const lock = async (tx: Tx, { candidateId }: { candidateId: number }) => {
  const [row] = await tx.select().from(trailerCandidates).where(eq(trailerCandidates.id, candidateId));
  const entityId = row?.entityId ?? 0;
  await setTrailerLock(tx, { entityType: "movie", entityId, locked: true });
};
const queued = async () => (await db.select().from(jobs).orderBy(jobs.id)).map(({ type, payload }) => [type, payload]);

describe.skipIf(!realYtdlp)("the trailer of a film, with the real yt-dlp (skipped where none is installed)", () => {
  test("is the best one, looked at once, downloaded, and kept by its content", async () => {
    const { movieId, rows } = await aFilmWithTrailers(db, [{ tmdbOfficial: false }, {}, {}]);
    expect(await select(movieId)).toEqual({
      ...{ candidateId: rows[1]?.id, changed: true, examined: 1, failures: [], notice: null },
    });
    const chosen = await rowOf(rows[1]?.id);
    expect(chosen).toMatchObject({
      ...{ isSelected: true, selectedBy: "enrichment", analyzed: true, score: 190, failureReason: null },
      ...{ durationSeconds: 90, bestWidth: 1920, bestHeight: 804, title: expect.stringContaining("Trailer sim") },
    });
    const payload = { candidateId: chosen.id, entityType: "movie", entityId: movieId };
    expect(await queued()).toEqual([["trailer.download", payload]]);
    const notes: string[] = [];
    const onProgress = (_: number, note: string) => notes.push(note);
    expect(await downloadTrailer(db, { candidateId: chosen.id, onProgress })).toMatchObject({ cached: true });
    expect(notes[0]).toMatch(/^\d+\.\d MB of \d+\.\d MB/);
    const [file] = await db.select().from(cacheVideoFiles).where(eq(cacheVideoFiles.entityId, movieId));
    expect(file).toMatchObject({
      format: "mp4",
      height: 804,
      codec: "h264",
      durationSeconds: 90,
      sourceUrl: chosen.sourceUrl,
    });
    expect(file?.filePath).toBe(
      `cache/videos/${file?.fileHash.slice(0, 2)}/${file?.fileHash.slice(2, 4)}/${file?.fileHash}.mp4`,
    );
    expect(existsSync(join(env.DATA_DIR, file?.filePath ?? ""))).toBe(true);
    expect(await rowOf(chosen.id)).toMatchObject({ cacheVideoFileId: file?.id, failureReason: null });
    // A second look changes nothing and asks nobody.
    sites.simulator.requests.reset();
    expect(await select(movieId)).toMatchObject({ changed: false, examined: 0 });
    expect(sites.simulator.requests.list()).toEqual([]);
    expect(await readdir(workFolder())).toEqual([]);
  });

  test("falls through what is gone, private or busy to the next one at once, each with its reason", async () => {
    const keys = ["gon00000001", "prv00000001", "sim00009001", "frb00000001"];
    const { movieId, rows } = await aFilmWithTrailers(
      db,
      keys.map((key) => ({ sourceUrl: watch(key) })),
    );
    sites.simulator.setVideos({ sim00009001: 429 });
    const { candidateId, examined, failures } = await select(movieId);
    expect(candidateId).toBe(null);
    expect([examined, failures.length]).toEqual([4, 4]);
    const states = await Promise.all(rows.map(({ id }) => rowOf(id)));
    expect(states.map(({ failureReason }) => failureReason)).toEqual([
      ...["unavailable", "download_error", "rate_limited", "rate_limited"],
    ]);
    expect(states[0]?.retryAfterAt).toBeNull();
    const waitMs = (states[2]?.retryAfterAt?.getTime() ?? 0) - Date.now();
    expect(waitMs).toBeGreaterThan(60_000);
    // Before their time none is tried again, unless a person asks; what is gone never is.
    await db.delete(rateLimits);
    sites.simulator.setVideos({});
    expect(await select(movieId)).toMatchObject({ examined: 0, candidateId: null });
    // Not to be embedded is no hindrance: the first that may be read is taken.
    expect(await select(movieId, { force: true })).toMatchObject({ candidateId: rows[2]?.id });
    expect((await rowOf(rows[0]?.id)).failureReason).toBe("unavailable");
  });

  test("that a person chose is left alone, also when it cannot be had", async () => {
    const own = { isSelected: true, selectedBy: "user", sourceType: "user" as const, sourceUrl: watch("gon00000002") };
    const { movieId, rows } = await aFilmWithTrailers(db, [own, {}], { movie: { trailerLocked: true } });
    const done = await downloadTrailer(db, { candidateId: rows[0]?.id ?? 0 });
    expect(done).toMatchObject({ cached: false, isOwnChoice: true, failure: { reason: "download_error" } });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ isSelected: true, selectedBy: "user" });
    expect(await select(movieId)).toMatchObject({ changed: false, examined: 0 });
    expect((await rowOf(rows[1]?.id)).isSelected).toBe(false);
    expect(await queued()).toEqual([]);
  });

  test("that fails while it is downloaded makes room for the next best", async () => {
    const { movieId, rows } = await aFilmWithTrailers(db, [{}, {}]);
    await select(movieId);
    const key = rows[0]?.sourceUrl?.slice(-11) ?? "";
    sites.simulator.setFaults({ rules: [{ path: `/files/${key}`, status: 404 }] });
    expect(await downloadTrailer(db, { candidateId: rows[0]?.id ?? 0 })).toMatchObject({ cached: false });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ isSelected: false, failureReason: "download_error" });
    expect((await queued()).map(([type]) => type)).toContain("trailer.select");
    expect(await select(movieId)).toMatchObject({ changed: true, candidateId: rows[1]?.id });
  });

  test("is found dead by the check and replaced, and kept while there is nothing else", async () => {
    const { movieId, rows } = await aFilmWithTrailers(db, [{}]);
    await select(movieId);
    await downloadTrailer(db, { candidateId: rows[0]?.id ?? 0 });
    expect(await checkTrailers(db)).toEqual({ checked: 0, gone: 0 });
    await db
      .update(trailerCandidates)
      .set({ checkedAt: new Date(Date.now() - 8 * 24 * 3_600_000) })
      .where(eq(trailerCandidates.id, rows[0]?.id ?? 0));
    sites.simulator.setVideos({ [rows[0]?.sourceUrl?.slice(-11) ?? ""]: 404 });
    await db.delete(jobs);
    expect(await checkTrailers(db)).toEqual({ checked: 1, gone: 1 });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ isSelected: false, failureReason: "unavailable" });
    expect(await queued()).toEqual([["trailer.select", { entityType: "movie", entityId: movieId }]]);
    expect(await select(movieId)).toMatchObject({ candidateId: rows[0]?.id });
    await db.insert(trailerCandidates).values({
      ...{ entityType: "movie", entityId: movieId, sourceType: "provider", sourceUrl: watch("sim00009002") },
      ...{ tmdbOfficial: false, tmdbLanguage: "ja" },
    });
    const replaced = await select(movieId);
    expect(replaced).toMatchObject({ changed: true });
    expect((await rowOf(replaced.candidateId ?? 0)).sourceUrl).toBe(watch("sim00009002"));
  });

  test("is tested one by one when a person wants to know", async () => {
    const { rows } = await aFilmWithTrailers(db, [{}, { sourceUrl: "https://vimeo.com/404000001" }]);
    expect(await testTrailer(db, { candidateId: rows[0]?.id ?? 0 })).toEqual({ failure: null });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ analyzed: true, score: 190, isSelected: false });
    expect(await testTrailer(db, { candidateId: rows[1]?.id ?? 0 })).toMatchObject({
      failure: { reason: "unavailable", message: "The video is no longer there." },
    });
  });

  test("is not taken before its file is whole, and goes on where it was cancelled", async () => {
    const { movieId, rows } = await aFilmWithTrailers(db, [{}]);
    await select(movieId);
    const candidateId = rows[0]?.id ?? 0;
    sites.simulator.setFaults({ rules: [{ path: "/files/", bytesPerSecond: 60_000 }] });
    const controller = new AbortController();
    const onProgress = (percent: number) => percent > 15 && controller.abort(new Error("The worker stops."));
    const run = downloadTrailer(db, { candidateId, signal: controller.signal, onProgress });
    await expect(run).rejects.toThrow("The worker stops.");
    const [folder = ""] = await readdir(workFolder());
    expect(await readdir(join(workFolder(), folder))).toEqual(["video.mp4.part"]);
    sites.simulator.setFaults({});
    sites.simulator.requests.reset();
    expect(await downloadTrailer(db, { candidateId })).toMatchObject({ cached: true });
    const partial = sites.simulator.requests
      .list()
      .filter(({ path, status }) => path.includes("/files/") && status === 206);
    expect(partial.length).toBeGreaterThan(0);
    expect((await db.select().from(movies).where(eq(movies.id, movieId)))[0]?.version).toBe(2);
  });
});

describe("a trailer that is chosen and gone", () => {
  const gone = { isSelected: true, selectedBy: "enrichment" } as const;

  test("keeps its place when a person locked it", async () => {
    const { rows } = await aFilmWithTrailers(db, [{ ...gone, sourceUrl: watch("gon00000011") }, {}], {
      movie: { trailerLocked: true },
    });
    expect(await checkTrailers(db)).toEqual({ checked: 1, gone: 1 });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ isSelected: true, failureReason: "unavailable" });
    expect(await queued()).toEqual([]);
  });

  test("is found although another site wants to be left alone", async () => {
    sites.simulator.setVideos({ sim00000429: 429 });
    const { rows } = await aFilmWithTrailers(db, [
      { ...gone, sourceUrl: watch("sim00000429") },
      { ...gone, sourceUrl: watch("gon00000013"), checkedAt: new Date(0) },
      { ...gone, sourceUrl: "https://vimeo.com/404000013", checkedAt: new Date(0) },
    ]);
    expect(await checkTrailers(db)).toEqual({ checked: 1, gone: 1 });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ isSelected: true, checkedAt: null });
    expect(await rowOf(rows[1]?.id)).toMatchObject({ isSelected: true, failureReason: null });
    expect(await rowOf(rows[2]?.id)).toMatchObject({ isSelected: false, failureReason: "unavailable" });
  });

  test("is found although the site says something of another one that nobody expects", async () => {
    sites.simulator.setVideos({ sim00000451: 451 });
    const { rows } = await aFilmWithTrailers(db, [
      { ...gone, sourceUrl: watch("sim00000451") },
      { ...gone, sourceUrl: watch("gon00000012"), checkedAt: new Date(0) },
    ]);
    expect(await checkTrailers(db)).toEqual({ checked: 2, gone: 1 });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ isSelected: true, checkedAt: expect.any(Date) });
    expect(await rowOf(rows[1]?.id)).toMatchObject({ isSelected: false, failureReason: "unavailable" });
  });
});

describe("without yt-dlp", () => {
  test("nothing is chosen, and a notice says why", async () => {
    env.YTDLP_PATH = "/nowhere/yt-dlp";
    const { movieId, rows } = await aFilmWithTrailers(db, [{}]);
    const { notice, candidateId } = await select(movieId);
    expect(candidateId).toBeNull();
    expect(notice).toMatch(/^yt-dlp is not at \/nowhere\/yt-dlp, so no trailers are downloaded/);
    await expect(testTrailer(db, { candidateId: rows[0]?.id ?? 0 })).rejects.toThrow("yt-dlp is not at");
    expect((await rowOf(rows[0]?.id)).failureReason).toBeNull();
  });
});

describe("with a yt-dlp that misbehaves", () => {
  test("a video that is too long or too short is no trailer, unless a person added it", async () => {
    await stub(`echo '{"title":"Documentary","duration":3600,"width":1920,"height":1080}'`);
    const { rows } = await aFilmWithTrailers(db, [{}, { sourceType: "user" }]);
    const failure = { reason: "download_error", message: "It is 60 minutes long, which is no trailer." };
    expect(await testTrailer(db, { candidateId: rows[0]?.id ?? 0 })).toMatchObject({ failure });
    expect(await testTrailer(db, { candidateId: rows[1]?.id ?? 0 })).toEqual({ failure: null });
  });

  test.each([
    ["garbage", "echo nonsense", /found no video/],
    [
      "an error",
      "echo 'ERROR: [youtube] abc: Private video. Sign in' >&2; exit 1",
      /^yt-dlp says: Private video\. Sign in$/,
    ],
    ["silence", "exit 1", /did not say why/],
    ["a flood", "head -c 20000000 /dev/zero", /far more than it should/],
    ["bot check", 'echo "ERROR: Sign in to confirm you\'re not a bot" >&2; exit 1', /left alone for a while/],
  ])("%s is told in plain words", async (_, script, message) => {
    await stub(script);
    const { rows } = await aFilmWithTrailers(db, [{}]);
    const { failure } = await testTrailer(db, { candidateId: rows[0]?.id ?? 0 });
    expect(failure?.message).toMatch(message);
  });

  test.each([
    ["chooses", { selectedBy: "user" }, pickTrailer],
    ["locks", { selectedBy: "enrichment" }, lock],
  ] as const)("a trailer that fails stays when a person %s it during its download", async (_, kept, act) => {
    const { folder } = await stub(
      'touch "$here/begun"; while [ ! -e "$here/end" ]; do sleep 0.05; done; echo "ERROR: no" >&2; exit 1',
    );
    const chosen = { isSelected: true, selectedBy: "enrichment", analyzed: true };
    const { rows } = await aFilmWithTrailers(db, [chosen, {}]);
    const candidateId = rows[0]?.id ?? 0;
    const downloading = downloadTrailer(db, { candidateId });
    await vi.waitFor(() => expect(existsSync(join(folder, "begun"))).toBe(true), { timeout: 20_000 });
    await transaction(db, async (tx) => {
      await act(tx, { candidateId, userId: null });
    });
    await db.delete(jobs);
    await writeFile(join(folder, "end"), "");
    expect(await downloading).toMatchObject({ cached: false, isOwnChoice: true });
    expect(await rowOf(candidateId)).toMatchObject({ isSelected: true, failureReason: "download_error", ...kept });
    expect(await queued()).toEqual([]);
  });

  test("R8: a full disk is no fault of the video: the job fails with the reason and the choice stays", async () => {
    await stub(`echo 'ERROR: unable to write data: [Errno 28] No space left on device' >&2; exit 1`);
    const { rows } = await aFilmWithTrailers(db, [{ isSelected: true, selectedBy: "enrichment" }]);
    const run = downloadTrailer(db, { candidateId: rows[0]?.id ?? 0 });
    await expect(run).rejects.toMatchObject({ code: "disk", details: { systemCode: "ENOSPC" } });
    expect(await rowOf(rows[0]?.id)).toMatchObject({ isSelected: true, failureReason: null, cacheVideoFileId: null });
  });

  test("S19: secrets of addresses, paths and cookies never come into rows", async () => {
    const { folder } = await stub(
      `[ -f cookies.txt ] && cat cookies.txt >&2
       echo "ERROR: [x] could not open /secret/place/cookies.txt for https://host/v?token=CANARY-URL" >&2; exit 1`,
    );
    env.YTDLP_COOKIES_FILE = join(folder, "yt-dlp");
    const { rows } = await aFilmWithTrailers(db, [{}]);
    await testTrailer(db, { candidateId: rows[0]?.id ?? 0 });
    delete env.YTDLP_COOKIES_FILE;
    const row = JSON.stringify(await rowOf(rows[0]?.id));
    expect(row).toContain("could not open");
    expect(row).not.toMatch(/CANARY|secret|metarr-ytdlp|cookies/);
    expect((await readdir(workFolder(), { recursive: true })).join()).not.toContain("cookies");
  });
});
