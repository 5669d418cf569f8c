import type { Db } from "#db/client.ts";
import { AppError, isAppError, messageOf } from "#lib/errors.ts";
import { hashPartially } from "#lib/files/fingerprint.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { applyScanBatch, type ScanBatch, type ScanContext } from "./apply-scan.ts";
import { findUnits, type ScanUnit } from "./find-units.ts";
import { forgetUnknown } from "./forget-unknown.ts";
import type { FoundFilm } from "./found-film.ts";
import { type KnownFilms, loadKnownFilms } from "./known-films.ts";
import { getLibrary, listRoots } from "./libraries.ts";
import { markMissing, type Seen } from "./mark-missing.ts";
import { createMatcher, type FilmMatch, type Matcher } from "./match-films.ts";
import { readNfos } from "./read-nfos.ts";
import { recordOffline, recordOnline } from "./root-state.ts";
import { checkRootIsThere } from "./scan-guard.ts";
import { addProblem, finishScanRun, recordScanned, type ScanReport, startScanRun } from "./scan-runs.ts";

export type ScanOptions = {
  libraryId: number;
  /** Reads every folder, also those whose fingerprint is unchanged. */
  full?: boolean | undefined;
  /** A person said that the folders are right as they are: another disk, empty, or with many films gone (R6). */
  confirmed?: boolean | undefined;
  jobId?: number | null;
  runId?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Of the job that scans: one that was given to another worker writes nothing more. */
  assertOwned?: AssertOwned | undefined;
  onProgress?: ((report: ScanReport) => void) | undefined;
};

/** Films written together. A crash costs at most one such batch. */
const batchSize = 100;

/**
 * Lists a library and records what changed since the last look: new films with what their names and NFO files say,
 * replaced, renamed and vanished ones. Folders that look as before are not read, and nothing in the library is written.
 * Throws AppError offline, and changes nothing, when a root is gone, empty or another disk.
 */
export async function scanLibrary(db: Db, options: ScanOptions): Promise<ScanReport> {
  const { libraryId, signal, assertOwned } = options;
  const library = await getLibrary(db, libraryId);
  if (library.type !== "movie") {
    throw new AppError("unsupported", `${library.name} holds series. Only film libraries are scanned so far.`);
  }
  const roots = await listRoots(db, libraryId);
  const run = await startScanRun(db, { libraryId, jobId: options.jobId ?? null, assertOwned });
  try {
    const known = await loadKnownFilms(db, libraryId);
    const facts = [];
    for (const root of roots) {
      const guarded = { ...root, knownFilms: expectedBelow(known, root.path), isConfirmed: options.confirmed === true };
      facts.push({ rootId: root.id, ...(await checkRootIsThere(guarded)) });
    }
    const context = { library, jobId: options.jobId ?? null, runId: options.runId };
    const seen = await readRoots(
      { db, known, context, report: run.report, options },
      roots.map((root) => root.path),
    );
    const guarded = options.confirmed ? [] : roots.map((root) => root.path);
    await markMissing(db, { known, seen, guarded, report: run.report, assertOwned });
    await forgetUnknown(db, { libraryId, seen, assertOwned });
    await recordOnline(db, { roots: facts, assertOwned });
    await recordScanned(db, { library, report: run.report, assertOwned });
    await finishScanRun(db, run, "completed");
    return run.report;
  } catch (error) {
    if (isAppError(error, "offline")) await recordOffline(db, { libraryId, error, assertOwned });
    await finishScanRun(db, run, signal?.aborted ? "cancelled" : "failed", messageOf(error));
    throw error;
  }
}

type Scan = { db: Db; known: KnownFilms; context: ScanContext; report: ScanReport; options: ScanOptions };

const expectedBelow = (known: KnownFilms, root: string): number =>
  [...known.films.values()].filter((film) => !film.isMissing && !film.isDeleted && film.filePath.startsWith(`${root}/`))
    .length;

async function readRoots(scan: Scan, roots: string[]): Promise<Seen> {
  const { known, report, options } = scan;
  const seen: Seen = {
    paths: new Set(),
    unreadable: [],
    folders: new Set(),
    readFolders: new Set(),
    unknown: new Set(),
  };
  let matcher: Matcher | undefined;
  const openMatcher = async () => {
    matcher ??= createMatcher(await known.details());
    return matcher;
  };
  const late: FoundFilm[] = [];
  let batch = emptyBatch();
  // While one batch is written, the NFO files of the next are read.
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    const full = batch;
    batch = emptyBatch();
    const read =
      full.films.length === 0
        ? []
        : await readNfos({ known: await known.details(), report, signal: options.signal }, full.films);
    await writing;
    writing = writeBatch(scan, { ...full, films: read });
    // Awaited at the next flush; a failure before that must not count as unhandled.
    writing.catch(() => {});
  };
  for (const root of roots) {
    for await (const unit of findUnits(root, {
      known: known.fingerprints,
      full: options.full === true,
      signal: options.signal,
    })) {
      const paths = noteUnit(scan, seen, unit);
      if (unit.folder.leftovers > 0) report.leftovers.push(...unit.folder.folders.map((folder) => ({ root, folder })));
      if (unit.isChanged) addUnit(batch, unit);
      for (const film of unit.films) {
        const match = (await openMatcher()).match(film, paths);
        if (match) batch.films.push(match);
        else late.push(film);
      }
      if (batch.films.length >= batchSize || batch.folders.length >= batchSize * 10) await flush();
    }
  }
  for (const film of late) {
    const readHash = () => readPartialHash(film, options.signal);
    batch.films.push(await (await openMatcher()).matchLate(film, { seen: seen.paths, readHash }));
    if (batch.films.length >= batchSize) await flush();
  }
  await flush();
  await writing;
  report.foldersSeen = seen.folders.size;
  return seen;
}

/** Undefined for a file that cannot be read: its probe will say why. */
async function readPartialHash(film: FoundFilm, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    return await hashPartially(film.main.path, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

type OpenBatch = Omit<ScanBatch, "films"> & { films: FilmMatch[] };
const emptyBatch = (): OpenBatch => ({ films: [], folders: [], unknown: [] });

function addUnit(batch: OpenBatch, { folder, unknown }: ScanUnit): void {
  batch.folders.push({ path: folder.path, fingerprint: folder.fingerprint, fileCount: folder.files.length });
  for (const { file, kind, reason } of unknown) {
    batch.unknown.push({ path: file.path, kind, reason, sizeBytes: file.sizeBytes, modifiedMs: file.mtimeMs });
  }
}

/** Counts a folder, tells its problems, and gives the paths of its files. */
function noteUnit({ report, options }: Scan, seen: Seen, { folder, isChanged, unknown }: ScanUnit): Set<string> {
  const paths = new Set(folder.files.map((file) => file.path));
  for (const path of paths) seen.paths.add(path);
  for (const path of folder.folders) seen.folders.add(path);
  if (!folder.isComplete) seen.unreadable.push(folder.path);
  for (const problem of folder.problems) addProblem(report, problem.path, problem.message);
  report.filesSeen += folder.files.length;
  if (isChanged) {
    report.foldersChanged += 1;
    for (const path of folder.folders) seen.readFolders.add(path);
    for (const { file } of unknown) seen.unknown.add(file.path);
  }
  options.onProgress?.(report);
  return paths;
}

async function writeBatch({ db, context, report, options }: Scan, batch: ScanBatch): Promise<void> {
  if (batch.films.length === 0 && batch.folders.length === 0) return;
  const counts = await ownedTransaction(db, options.assertOwned, (tx) => applyScanBatch(tx, context, batch));
  report.added += counts.added;
  report.changed += counts.changed;
  report.moved += counts.moved;
}
