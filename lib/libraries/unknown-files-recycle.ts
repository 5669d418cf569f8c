import { dirname } from "node:path";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { folderFingerprints, jobs, libraryRoots, recycleBin, unknownFiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { AppError, isAppError, messageOf } from "#lib/errors.ts";
import { catalog } from "#lib/jobs/catalog.ts";
import { cancelJob } from "#lib/jobs/commands.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { restoreRecycled } from "#lib/recycle/restore.ts";
import type { LibraryAuthor } from "./libraries.ts";
import { dropAssigned } from "./unknown-files-assigned.ts";

/** Asks a worker to move unknown files into the recycle bin: copying them may take a while. Returns the job. */
export async function requestRecycle(
  db: Db,
  params: { unknownFileIds: readonly number[] } & LibraryAuthor,
): Promise<{ jobId: number; files: number }> {
  const userId = params.userId ?? null;
  return transaction(db, async (tx) => {
    const rows = await tx
      .select({ unknownFileId: unknownFiles.id, libraryId: unknownFiles.libraryId, path: unknownFiles.path })
      .from(unknownFiles)
      .where(inArray(unknownFiles.id, [...params.unknownFileIds]));
    if (rows.length === 0) throw new AppError("not_found", "These files are not in the list any more.");
    const unknownFileIds = rows.map((row) => row.unknownFileId);
    const libraryIds = [...new Set(rows.map((row) => row.libraryId))];
    const jobId = await enqueue(tx, "unknown.recycle", { unknownFileIds, libraryIds }, { createdBy: userId });
    await recordAudit(tx, {
      userId,
      address: params.address ?? null,
      action: "unknown.recycle",
      details: { files: rows.length, paths: rows.slice(0, 50).map((row) => row.path) },
    });
    return { jobId, files: rows.length };
  });
}

export type Recycled = { recycled: number; problems: { path: string; message: string }[] };

/** Moves the files one after another. One that cannot be moved costs only itself; one that is gone is forgotten. */
export async function recycleUnknownFiles(
  db: Db,
  params: {
    unknownFileIds: readonly number[];
    jobId: number;
    userId: number | null;
    signal?: AbortSignal;
    assertOwned?: AssertOwned;
    onFile?: (done: number) => void;
  },
): Promise<Recycled> {
  const result: Recycled = { recycled: 0, problems: [] };
  const roots = await db.select({ libraryId: libraryRoots.libraryId, path: libraryRoots.path }).from(libraryRoots);
  let done = 0;
  for (const unknownFileId of params.unknownFileIds) {
    params.signal?.throwIfAborted();
    const [file] = await db.select().from(unknownFiles).where(eq(unknownFiles.id, unknownFileId));
    const root =
      file && roots.find((each) => each.libraryId === file.libraryId && file.path.startsWith(`${each.path}/`));
    if (file && root) {
      try {
        await recycle(db, {
          root: root.path,
          path: file.path,
          reason: "A person removed this unknown file",
          jobId: params.jobId,
          userId: params.userId,
        });
        result.recycled += 1;
      } catch (error) {
        if (!isAppError(error)) throw error;
        if (error.code !== "not_found") {
          result.problems.push({ path: file.path, message: messageOf(error) });
          continue;
        }
      }
      await ownedTransaction(db, params.assertOwned, async (tx) => {
        await tx.delete(unknownFiles).where(eq(unknownFiles.id, unknownFileId));
        await dropAssigned(tx, [file.path]);
        // Put back before the next scan its folder would look as that scan left it, and the file stay unlisted.
        const folders = foldersAbove(file.path, root.path);
        await tx.delete(folderFingerprints).where(inArray(folderFingerprints.path, folders));
      });
    }
    done += 1;
    params.onFile?.(done);
  }
  return result;
}

/** The folder of a file and those above it, up to the root: one of them is what a scan reads it with. */
function foldersAbove(path: string, root: string): string[] {
  const folders = [root];
  for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) folders.push(folder);
  return folders;
}

/**
 * Takes it back: cancels a job that still waits, or puts every file of it where it was and asks for a scan, which lists them
 * again. Throws `conflict` while the job runs, and as restoreRecycled does. Returns how many files came back.
 */
export async function undoRecycle(
  db: Db,
  params: { jobId: number; userId: number | null },
): Promise<{ files: number }> {
  const { jobId, userId } = params;
  const [job] = await db
    .select({ status: jobs.status, payload: jobs.payload })
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.type, "unknown.recycle")));
  if (!job) throw new AppError("not_found", "This is long ago. Put the files back from the recycle bin.");
  if (job.status === "pending" && (await cancelJob(db, { jobId })) === "cancelled") return { files: 0 };
  if (job.status === "pending" || job.status === "running")
    throw new AppError(
      "conflict",
      "The files are being moved right now. Put them back from the recycle bin in a moment.",
    );
  const rows = await db
    .select({ recycleId: recycleBin.id })
    .from(recycleBin)
    .where(and(eq(recycleBin.jobId, jobId), isNull(recycleBin.restoredAt), isNull(recycleBin.purgedAt)));
  for (const { recycleId } of rows) await restoreRecycled(db, { recycleId, userId });
  const { libraryIds } = catalog["unknown.recycle"].payload.parse(job.payload);
  await transaction(db, (tx) =>
    enqueueMany(
      tx,
      "library.scan",
      libraryIds.map((libraryId) => ({ libraryId })),
      { createdBy: userId },
    ),
  );
  return { files: rows.length };
}
