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
import type { Simulator } from "#simulator/server.ts";

// lib/env.ts reads the environment when it is first imported, so the simulator has to run before anything else loads.
const { startSimulator } = await import("#simulator/server.ts");
const simulator: Simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
Object.assign(process.env, {
  TMDB_API_KEY: "test",
  TMDB_BASE_URL: simulator.tmdbBaseUrl,
  TMDB_IMAGE_BASE_URL: simulator.imageBaseUrl,
});
const { testDb } = await import("#db/testing.ts");
const { assetCandidates, fieldChanges, folderFingerprints, libraryImageFiles, libraryNfoFiles, movies, recycleBin } =
  await import("#db/schema/index.ts");
const { transaction } = await import("#db/transaction.ts");
const { makeMovieLibrary } = await import("#e2e/fixtures/library.ts");
const { pickArtwork } = await import("#lib/artwork/pick.ts");
const { addLibrary } = await import("#lib/libraries/libraries.ts");
const { editMovie } = await import("#lib/movies/edit.ts");
const { startWorker } = await import("#worker/worker.ts");
const { runLibrary } = await import("./run.ts");

let db: Db;
const home = mkdtempSync(join(tmpdir(), "metarr-run-"));
const root = join(home, "films");

beforeAll(async () => {
  db = await testDb();
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
