import { stat } from "node:fs/promises";
import type { Db, Tx } from "#db/client.ts";
import type { ScanChange } from "#db/schema/index.ts";
import type { UnknownFile } from "#lib/files/classify.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import type { IgnoreRule } from "#lib/files/ignore-rules.ts";
import type { MovieFolder } from "#lib/files/movie-folders.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { type WalkedFolder, walkLibrary } from "#lib/files/walk.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import type { Seen } from "./mark-missing.ts";
import type { TellRoot } from "./root-state.ts";
import type { ScanContext } from "./scan-context.ts";
import { addProblem, type ScanReport } from "./scan-runs.ts";
import type { Replaced } from "./succession.ts";

export type ScanOptions = {
  libraryId: number;
  /** Reads every folder, also those whose fingerprint is unchanged. */
  full?: boolean | undefined;
  /** A person said that the folders are right as they are: another disk, empty, or with many items gone (R6). */
  confirmed?: boolean | undefined;
  jobId?: number | null;
  runId?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Of the job that scans: one that was given to another worker writes nothing more. */
  assertOwned?: AssertOwned | undefined;
  onProgress?: ((report: ScanReport) => void) | undefined;
  /** Hears when a root of the library goes offline or comes back. */
  tellRoot?: TellRoot | undefined;
  /** Hears of all that is found, each part in the transaction that writes it down: a scan that is stopped has told of it. */
  tellChanges?: ((tx: Tx, changes: readonly ScanChange[]) => Promise<void>) | undefined;
  /** Files and folders that somebody says have changed: only they are looked at, with what belongs to them. */
  paths?: readonly string[] | undefined;
  /** Files that took the place of others, as the program that did it says. */
  replaced?: readonly Replaced[] | undefined;
};

/** One scan under way: what it works with, and what it has seen. */
export type Scan = {
  db: Db;
  context: ScanContext;
  report: ScanReport;
  options: ScanOptions;
  ignore: readonly IgnoreRule[];
  seen: Seen;
};

/** Films or episodes written together. A crash costs at most one such batch. */
export const batchSize = 100;

export const emptySeen = (): Seen => ({
  paths: new Set(),
  unreadable: [],
  folders: new Set(),
  readFolders: new Set(),
  unknown: new Set(),
  within: null,
});

/** Walks one root. Folders that are disks of their own are noted, so that the next scan misses them. */
export async function* walkRoot(
  scan: Scan,
  root: string,
  mounts: Map<string, string>,
): AsyncGenerator<WalkedFolder[], void, undefined> {
  const { signal } = scan.options;
  const within = scan.seen.within?.filter((folder) => isInside(root, folder));
  if (within?.length === 0) return;
  let device: number | undefined;
  // The first folder of a look at a few may be a disk of its own.
  if (within) device = (await stat(root)).dev;
  const isBelowMount = (path: string, on: string) =>
    [...mounts].some(([mount, known]) => known === on && path.startsWith(`${mount}/`));
  for await (const folders of walkLibrary({ root, ignore: scan.ignore, within, signal })) {
    for (const folder of folders) {
      device ??= folder.device;
      if (folder.device === device || !folder.isComplete) continue;
      const on = String(folder.device);
      if (!isBelowMount(folder.path, on)) mounts.set(folder.path, on);
    }
    yield folders;
  }
}

type Unit = { folder: MovieFolder; isChanged: boolean; unknown: readonly UnknownFile[] };

/** Counts a folder, tells its problems, and gives the paths of its files. */
export function noteUnit({ report, options, seen }: Scan, { folder, isChanged, unknown }: Unit): Set<string> {
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

/** Writes one batch while the next is made ready; the first failure stops the scan. */
export function createWriter(): { write(work: () => Promise<void>): Promise<void>; end(): Promise<void> } {
  let writing: Promise<void> = Promise.resolve();
  return {
    async write(work) {
      await writing;
      writing = work().then(() => failpoint("scan.batch"));
      // Awaited at the next batch; a failure before that must not count as unhandled.
      writing.catch(() => {});
    },
    end: () => writing,
  };
}
