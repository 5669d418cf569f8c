import { eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { folderFingerprints, libraries, unknownFiles } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { UnknownFile as FoundUnknown } from "#lib/files/classify.ts";
import type { MovieFolder } from "#lib/files/movie-folders.ts";
import type { Library } from "./libraries.ts";

/** What every batch of a scan is written for. */
export type ScanContext = {
  library: Library;
  jobId: number | null;
  runId?: string | undefined;
  /** Everything is read again, also what looks unchanged. */
  isFull: boolean;
  /** Whether a path lies where the walk could not look: what was there may still be there. */
  isUnreadable: (path: string) => boolean;
};

export const runOf = ({ runId }: ScanContext) => (runId === undefined ? {} : { runId });

export type UnknownFile = { path: string; kind: string; sizeBytes: number; modifiedMs: number; reason: string };

/** Folders that were read, and the files in them that belong to nothing. */
export type ReadFolders = {
  folders: { path: string; fingerprint: string; fileCount: number }[];
  unknown: UnknownFile[];
};

export function addFolder(batch: ReadFolders, folder: MovieFolder, unknown: readonly FoundUnknown[]): void {
  // Of a folder that could not be listed whole it is not remembered how it looked, so that it is read again.
  if (folder.isComplete)
    batch.folders.push({ path: folder.path, fingerprint: folder.fingerprint, fileCount: folder.files.length });
  for (const { file, kind, reason } of unknown) {
    batch.unknown.push({ path: file.path, kind, reason, sizeBytes: file.sizeBytes, modifiedMs: file.mtimeMs });
  }
}

/** A library whose folders change while they are read would get items at places that are no longer its own. */
export async function assertUnchanged(tx: Tx, library: Library): Promise<void> {
  const [now] = await tx
    .select({ version: libraries.version, deletedAt: libraries.deletedAt })
    .from(libraries)
    .where(eq(libraries.id, library.id));
  if (now?.version === library.version && now.deletedAt === null) return;
  throw new AppError("conflict", `${library.name} was changed while it was scanned. Scan it again.`);
}

/** Remembers how folders looked and which files in them are unknown. What a person said of those stays. */
export async function recordFolders(tx: Tx, libraryId: number, { folders, unknown }: ReadFolders): Promise<void> {
  const scannedAt = new Date();
  await bulkInsert(
    tx,
    folderFingerprints,
    folders.map((folder) => ({ libraryId, scannedAt, ...folder })),
    { onConflict: { target: ["path"], update: ["fingerprint", "fileCount", "scannedAt"] } },
  );
  const rows = unknown.map((file) => ({ libraryId, ...file }));
  await bulkInsert(tx, unknownFiles, rows, {
    onConflict: { target: ["path"], update: ["sizeBytes", "modifiedMs", "reason"] },
  });
}
