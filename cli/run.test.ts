import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  assetCandidates,
  episodes,
  fieldChanges,
  folderFingerprints,
  libraryImageFiles,
  libraryNfoFiles,
  movies,
  providerRecords,
  recycleBin,
  seasons,
  series,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { makeMovieLibrary } from "#e2e/fixtures/library.ts";
import { pickArtwork } from "#lib/artwork/pick.ts";
import { countRun } from "#lib/jobs/queries.ts";
import { newRunId } from "#lib/jobs/run-phase.ts";
import { addLibrary } from "#lib/libraries/libraries.ts";
import { editMovie } from "#lib/movies/testing.ts";
import { setProviders } from "#lib/providers/testing-simulator.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { startWorker } from "#worker/worker.ts";
import { runLibrary } from "./run.ts";

let db: Db;
let simulator: Simulator;
const home = mkdtempSync(join(tmpdir(), "metarr-run-"));
const root = join(home, "films");

beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
  await setProviders(db, simulator, { only: ["tmdb"] });
  mkdirSync(root);
});
afterAll(async () => {
  await simulator.close();
  rmSync(home, { recursive: true, force: true });
});

/** Every file below the library with its content and time. */
function lookAtFiles(folder = root): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [
        path,
        `${createHash("sha256").update(readFileSync(path)).digest("hex")} ${statSync(path).mtimeMs}`,
      ]),
  );
}

const rows = async () =>
  Promise.all([
    db.select().from(movies).orderBy(asc(movies.id)),
    db.select().from(assetCandidates).orderBy(asc(assetCandidates.id)),
    db.select().from(fieldChanges).orderBy(asc(fieldChanges.id)),
    db.select().from(folderFingerprints).orderBy(asc(folderFingerprints.id)),
    db.select().from(libraryImageFiles).orderBy(asc(libraryImageFiles.id)),
    db.select().from(libraryNfoFiles).orderBy(asc(libraryNfoFiles.id)),
    db.select().from(recycleBin).orderBy(asc(recycleBin.id)),
  ]);

const filmCalled = async (title: string) => {
  const [film] = await db.select().from(movies).where(eq(movies.title, title));
  if (!film) throw new Error(`no film ${title}`);
  return film;
};

test("the main job publishes a library, does nothing the second time, and keeps what a person chose through an upgrade", {
  timeout: 240_000,
}, async () => {
  await makeMovieLibrary(root, [
    { folder: "Sintel (2010)", file: "Sintel.2010.720p.mkv", media: "h264-1080p-aac.mkv" },
    { folder: "Nosferatu (1922)", file: "Nosferatu (1922).mkv", media: "h264-1080p-dts.mkv" },
    { folder: "Charade (1963)", file: "Charade (1963).mkv", media: "vp9-1080p-opus.webm" },
  ]);
  // A picture and an NFO that somebody else put there.
  writeFileSync(
    join(root, "Nosferatu (1922)", "Nosferatu (1922).nfo"),
    "<movie><title>Nosferatu</title><shelf>Top left</shelf></movie>",
  );
  const library = await addLibrary(db, { name: "Films", paths: [root], automation: "manual" }, { scan: false });

  const first = await runLibrary(db, { library, until: "publish" });
  expect(first).toMatchObject({
    scanned: 3,
    identified: 3,
    enriched: 3,
    published: 3,
    nfoWritten: 3,
    recycled: 1,
    errors: [],
  });
  const nfo = readFileSync(join(root, "Nosferatu (1922)", "Nosferatu (1922).nfo"), "utf8");
  for (const part of ['<uniqueid type="tmdb"', "<ratings>", "<actor>", "<streamdetails>", "<shelf>Top left</shelf>"])
    expect(nfo).toContain(part);
  expect(readdirSync(join(root, "Sintel (2010)"))).toEqual(
    expect.arrayContaining(["Sintel.2010.720p.nfo", "Sintel.2010.720p-poster.jpg", "Sintel.2010.720p-fanart.jpg"]),
  );

  const [files, before] = [lookAtFiles(), await rows()];
  const second = await runLibrary(db, { library, until: "publish" });
  expect(second).toMatchObject({ identified: 0, enriched: 0, published: 0, errors: [] });
  expect(lookAtFiles()).toEqual(files);
  expect(await rows()).toEqual(before);

  const sintel = await filmCalled("Sintel");
  const posters = await db
    .select()
    .from(assetCandidates)
    .where(
      and(
        eq(assetCandidates.entityType, "movie"),
        eq(assetCandidates.entityId, sintel.id),
        eq(assetCandidates.assetType, "poster"),
      ),
    );
  const other = posters.find((candidate) => !candidate.isSelected);
  if (!other) throw new Error("Sintel has only one poster.");
  await transaction(db, async (tx) => {
    await editMovie(tx, { movieId: sintel.id, patch: { title: "My Sintel" }, userId: null });
    await pickArtwork(tx, { candidateId: other.id, userId: null });
  });
  // The pick's download is a job of its own, which the worker process takes.
  const worker = await startWorker({ db });
  await expect
    .poll(
      () => db.$count(assetCandidates, and(eq(assetCandidates.id, other.id), isNotNull(assetCandidates.cacheFileId))),
      { timeout: 60_000 },
    )
    .toBe(1);
  await worker.stop();
  const folder = join(root, "Sintel (2010)");
  renameSync(join(folder, "Sintel.2010.720p.mkv"), join(home, "old.mkv"));
  await makeMovieLibrary(root, [
    { folder: "Sintel (2010)", file: "Sintel.2010.2160p.mkv", media: "hevc-2160p-hdr10-eac3.mkv" },
  ]);
  await runLibrary(db, { library, until: "publish" });

  const upgraded = await filmCalled("My Sintel");
  expect(upgraded).toMatchObject({
    id: sintel.id,
    titleLocked: true,
    posterLocked: true,
    fileName: "Sintel.2010.2160p.mkv",
  });
  const names = readdirSync(folder)
    .map((name) => basename(name))
    .sort();
  expect(names.filter((name) => name.includes("720p"))).toEqual([]);
  expect(names).toContain("Sintel.2010.2160p-poster.jpg");
  expect(readFileSync(join(folder, "Sintel.2010.2160p.nfo"), "utf8")).toContain("<title>My Sintel</title>");
  const [chosen] = await db.select().from(assetCandidates).where(eq(assetCandidates.id, other.id));
  expect(chosen).toMatchObject({ isSelected: true, userLocked: true, rank: 1 });
});

test("a library of series is identified and enriched by all providers, and a second run writes nothing", {
  timeout: 240_000,
}, async () => {
  await setProviders(db, simulator);
  const folder = join(home, "series");
  const files = ["Caminandes S01E01.mkv", "Caminandes S01E02.mkv"];
  await makeMovieLibrary(
    folder,
    files.map((file) => ({ folder: "Caminandes", file, media: "vp9-1080p-opus.webm" })),
  );
  const library = await addLibrary(db, { name: "Series", paths: [folder], type: "tv" }, { scan: false });
  const first = await runLibrary(db, { library, until: "enrich" });
  expect(first).toMatchObject({ scanned: 2, identified: 1, needsIdentification: 0, enriched: 1, errors: [] });
  expect(first.artworkCached).toBeGreaterThan(3);
  const everything = async () =>
    Promise.all([
      db.select().from(series),
      db.select().from(seasons).orderBy(asc(seasons.id)),
      db.select().from(episodes).orderBy(asc(episodes.id)),
      db.select().from(providerRecords).orderBy(asc(providerRecords.id)),
      rows(),
    ]);
  const [unchanged, before] = [lookAtFiles(folder), await everything()];
  expect(before[0]).toMatchObject([{ title: "Caminandes", identificationStatus: "enriched", tvdbId: 9_990_011 }]);
  expect(before[2].map(({ title }) => title)).toEqual(["Llama Drama", "Gran Dillama"]);
  expect(await runLibrary(db, { library, until: "enrich" })).toMatchObject({ identified: 0, enriched: 0, errors: [] });
  expect(await everything()).toEqual(before);
  expect(lookAtFiles(folder)).toEqual(unchanged);
});

test("a run that is stopped cancels what is left and begins nothing more", async () => {
  const folder = join(home, "more films");
  await makeMovieLibrary(folder, [{ folder: "Heat (1995)", file: "Heat.mkv", media: "vp9-1080p-opus.webm" }]);
  const library = await addLibrary(db, { name: "More films", paths: [folder] }, { scan: false });
  const runId = newRunId("publish");
  const signal = AbortSignal.abort(new Error("Stopped."));
  await runLibrary(db, { library, until: "publish", runId, signal });
  expect(await countRun(db, runId)).toMatchObject({ pending: 0, running: 0, completed: 0, failed: 0, cancelled: 1 });
});
