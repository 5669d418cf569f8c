import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { audioStreams, jobs, mediaParts, movies, subtitleStreams, videoStreams } from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { type MediaFixture, mediaPath } from "#e2e/fixtures/library.ts";
import { closeProbe } from "#lib/files/probe.ts";
import { asNobody } from "#lib/files/testing/as-nobody.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { addLibrary, type Library } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { log } from "#lib/log.ts";
import type { JobContext } from "../handler.ts";
import { movieProbe } from "./movie-probe.ts";

let db: Db;
let root = "";
let count = 0;
const home = mkdtempSync(join(tmpdir(), "metarr-probing-"));
chmodSync(home, 0o755);

beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  count += 1;
  root = join(home, `films-${count}`);
  await db.delete(jobs);
});
afterAll(async () => {
  await closeProbe();
  rmSync(home, { recursive: true, force: true });
});

function put(path: string, media: MediaFixture | Buffer): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  if (Buffer.isBuffer(media)) writeFileSync(whole, media);
  else copyFileSync(mediaPath(media), whole);
  return whole;
}

async function scanned(change: { automation?: "manual" | "full" } = {}): Promise<{ library: Library; ids: number[] }> {
  const library = await addLibrary(db, { name: `Films ${count}`, paths: [root], ...change }, { scan: false });
  await scanLibrary(db, { libraryId: library.id });
  const rows = await db.select().from(movies).where(eq(movies.libraryId, library.id)).orderBy(asc(movies.filePath));
  await db.delete(jobs);
  return { library, ids: rows.map((row) => row.id) };
}

function probe(movieIds: number[], change: { runId?: string; assertOwned?: () => Promise<void> } = {}) {
  const { runId = null, assertOwned = async () => {} } = change;
  const job = { jobId: 1, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 4, lane: "media", createdBy: null };
  const context: JobContext<"movie.probe"> = {
    db,
    payload: { movieIds },
    job: { ...job, type: "movie.probe", payload: { movieIds }, runId },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned,
  };
  return movieProbe(context);
}

const partsOf = (movieIds: number[]) =>
  db.select().from(mediaParts).where(inArray(mediaParts.movieId, movieIds)).orderBy(asc(mediaParts.path));
const queued = async () => (await db.select().from(jobs).orderBy(asc(jobs.id))).map((job) => job.type);

describe("probing", () => {
  test("keeps the streams of a film and passes it on to be identified", async () => {
    put("Charade (1963)/Charade.mkv", "h264-1080p-aac.mkv");
    const { ids } = await scanned();
    expect(await probe(ids)).toEqual({ probed: 1, errors: [] });
    const [part] = await partsOf(ids);
    expect(part).toMatchObject({
      container: "matroska",
      probeError: null,
      partialHash: expect.stringMatching(/^\w{64}$/),
    });
    const own = { mediaPartId: part?.id };
    expect(await db.select().from(videoStreams).where(inArray(videoStreams.movieId, ids))).toMatchObject([
      { ...own, codec: "h264", width: 1920 },
    ]);
    expect(await db.$count(audioStreams, inArray(audioStreams.movieId, ids))).toBe(1);
    expect(await queued()).toEqual(["movie.identify"]);
  });

  test("a second time reads nothing and writes no stream anew", async () => {
    put("Charade (1963)/Charade.mkv", "h264-720p-ac3-two-languages.mkv");
    const { ids } = await scanned();
    await probe(ids);
    const rows = () =>
      Promise.all([videoStreams, audioStreams, subtitleStreams].map((table) => db.select().from(table).then(inOrder)));
    const before = await rows();
    expect(await probe(ids)).toEqual({ probed: 0, errors: [] });
    expect(await rows()).toEqual(before);
  });

  test("of a file beside the film keeps external subtitles", async () => {
    put("Charade (1963)/Charade.mkv", "h264-1080p-aac.mkv");
    put("Charade (1963)/Charade.de.srt", Buffer.from("1"));
    const { ids } = await scanned();
    await probe(ids);
    const external = await db.select().from(subtitleStreams).where(eq(subtitleStreams.isExternal, true));
    expect(external.filter(({ movieId }) => movieId === ids[0])).toMatchObject([{ language: "de" }]);
  });

  test("a disc folder is read through its largest stream", async () => {
    put("Dune (1984)/BDMV/index.bdmv", Buffer.from("INDX0200"));
    put("Dune (1984)/BDMV/STREAM/00001.m2ts", "broken-text.mkv");
    put("Dune (1984)/BDMV/STREAM/00800.m2ts", "mpeg2-576p-ac3.m2ts");
    const { ids } = await scanned();
    expect(ids).toHaveLength(1);
    expect(await probe(ids)).toEqual({ probed: 1, errors: [] });
    expect(await db.select().from(videoStreams).where(inArray(videoStreams.movieId, ids))).toMatchObject([
      { height: 576 },
    ]);
  });

  test("goes no further in a manual library unless the run does", async () => {
    put("Charade (1963)/Charade.mkv", "h264-1080p-aac.mkv");
    const { ids } = await scanned({ automation: "manual" });
    await probe(ids, { runId: newRunId("scan") });
    expect(await queued()).toEqual([]);
    await probe(ids, { runId: newRunId("enrich") });
    expect(await queued()).toEqual(["movie.identify"]);
  });

  test("has a known film published anew, with the streams of its new file", async () => {
    put("Charade (1963)/Charade.mkv", "h264-1080p-aac.mkv");
    const { ids } = await scanned({ automation: "full" });
    await db.update(movies).set({ identificationStatus: "enriched" }).where(inArray(movies.id, ids));
    await probe(ids);
    expect(await queued()).toEqual(["movie.publish"]);
    await db.delete(jobs);
    await probe(ids);
    expect(await queued()).toEqual([]);
  });

  test("writes nothing when the job is another worker's by now", async () => {
    put("Charade (1963)/Charade.mkv", "h264-1080p-aac.mkv");
    const { ids } = await scanned();
    const before = await partsOf(ids);
    const lost = () => Promise.reject(new Error("lost"));
    await expect(probe(ids, { assertOwned: lost })).rejects.toThrow("lost");
    expect(await partsOf(ids)).toEqual(before);
    expect(await queued()).toEqual([]);
  });
});

describe("bad input", () => {
  test("a file that is no video costs only itself: named, with the reason, and the film stays", async () => {
    const bad = [
      put("A text (2001)/A.mkv", "broken-text.mkv"),
      put("B page (2002)/B.mp4", "broken-html.mp4"),
      put("C empty (2003)/C.mkv", Buffer.alloc(0)),
    ];
    put("D good (2004)/D.mkv", "h264-1080p-aac.mkv");
    const { ids } = await scanned();
    const result = await probe(ids);
    expect(result).toMatchObject({ probed: 1 });
    expect(result?.errors).toEqual(
      bad.map((path) => ({ path, message: expect.stringMatching(/: no picture was found in it\. Replace the file/) })),
    );
    expect((await partsOf(ids)).map((part) => part.probeError === null)).toEqual([false, false, false, true]);
    expect(await queued()).toEqual(Array(4).fill("movie.identify"));
    // Read once: a file that is no video is none until it changes.
    expect(await probe(ids)).toEqual({ probed: 0, errors: [] });
  });

  test("a file that vanished since the scan costs only itself and is named", async () => {
    const path = put("A (2001)/A.mkv", "h264-1080p-aac.mkv");
    put("B (2002)/B.mkv", "h264-1080p-aac.mkv");
    const { ids } = await scanned();
    rmSync(path);
    expect(await probe(ids)).toEqual({
      probed: 1,
      errors: [{ path, message: `Could not read the file ${path}: it does not exist any more.` }],
    });
  });

  test("a disc folder without its streams says which folder is missing", async () => {
    const path = put("Dune (1984)/BDMV/index.bdmv", Buffer.from("INDX0200"));
    const { ids } = await scanned();
    const streams = join(root, "Dune (1984)/BDMV/STREAM");
    expect(await probe(ids)).toEqual({
      probed: 0,
      errors: [{ path, message: `Could not look into the disc ${streams}: it does not exist any more.` }],
    });
  });

  test("an unreadable file costs only itself, and is read once it may be", async () => {
    const path = put("A (2001)/A.mkv", "h264-1080p-aac.mkv");
    put("B (2002)/B.mkv", "h264-1080p-aac.mkv");
    const { library, ids } = await scanned();
    chmodSync(path, 0o000);
    const result = await asNobody(() => probe(ids));
    const message = `Could not read the file ${path}: Metarr has no permission. Give the user that runs Metarr access to it.`;
    expect(result).toEqual({ probed: 1, errors: [{ path, message }] });
    expect((await partsOf(ids))[0]).toMatchObject({ probeError: message, probeKey: null });
    expect(statSync(path).size).toBeGreaterThan(0);

    chmodSync(path, 0o644);
    await db.delete(jobs);
    await scanLibrary(db, { libraryId: library.id });
    expect(await queued()).toEqual([]);
    await scanLibrary(db, { libraryId: library.id, full: true });
    expect(await queued()).toEqual(["movie.probe"]);
    expect(await probe(ids)).toEqual({ probed: 1, errors: [] });
    expect((await partsOf(ids))[0]).toMatchObject({ probeError: null, probeKey: expect.any(String) });
  });
});
