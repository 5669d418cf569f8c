import { lstat, rmdir } from "node:fs/promises";
import { basename } from "node:path";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraryImageFiles, libraryNfoFiles, libraryVideoFiles, recycleBin } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { isRecycled } from "#lib/files/recycle.ts";
import { resolveInside } from "#lib/files/safe-path.ts";
import { isTemporaryName } from "#lib/files/temporary-name.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { inBin } from "#lib/recycle/in-bin.ts";
import { recycleOwned } from "#lib/recycle/owned-files.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { isOldFile } from "./check-unit.ts";
import { lookAtFile } from "./look-at-file.ts";
import { isMirrorName, repairMirrors } from "./mirrors.ts";
import { listSuspects } from "./orphans.ts";
import { type FileRecord, listRecordsAt } from "./records.ts";
import type { Finding, Repair, RepairContext, Repaired } from "./repair-context.ts";
import { orProblem } from "./repair-published.ts";
import { assertRootsAreThere, rootOf } from "./roots.ts";

/** Moves what was left behind to the recycle bin: only what is still nobody's, and still what Metarr wrote. */
export const repairOrphans: Repair = async (context, findings) => {
  const { db, roots, signal } = context;
  const records = await listRecordsAt(
    db,
    findings.map(({ path }) => path),
  );
  const suspects = new Map((await listSuspects(db, { records, roots })).map(({ record }) => [record.path, record]));
  const done: Repaired[] = [];
  for (const finding of findings) {
    signal?.throwIfAborted();
    const { path } = finding;
    const [record, root] = [suspects.get(path), rootOf(roots, path)];
    if (!record || root === undefined) {
      done.push({ finding, how: "It belongs to something again, or Metarr no longer looks after it." });
      continue;
    }
    const [outcome] = await orProblem([finding], async () => [await moveAway(context, { finding, record, root })]);
    if (!outcome) continue;
    if ("how" in outcome) await forget(context, [path]);
    done.push(outcome);
  }
  return done;
};

/** What is not there is not known to be gone: its record is what tells it apart from a file of somebody else when it is back. */
async function moveAway(
  { db, jobId, userId, signal }: RepairContext,
  { finding, record, root }: { finding: Finding; record: FileRecord; root: string },
): Promise<Repaired> {
  const { path, entityType, entityId } = finding;
  const { state } = await lookAtFile(record, signal);
  if (typeof state === "object") return { finding, problem: state.problem };
  if (state === "changed") return { finding, how: "Somebody changed it, so it stays." };
  if (state === "busy") return { finding, problem: "It is being written right now." };
  const isMoved =
    state === "missing"
      ? await wasMovedBefore(db, { record, root })
      : (await recycleOwned(db, {
          ...{ roots: [root], paths: [path], mayGoOn: async () => true },
          ...{ reason: "It was left behind", entityType, entityId, jobId, userId },
        })) > 0;
  return isMoved
    ? { finding, how: "It is in the recycle bin." }
    : { finding, problem: "It is not there right now. Verify again." };
}

/** A repair that was stopped right after the move: the bin holds the file, and its row has no hash yet or that of the record. */
async function wasMovedBefore(
  db: Db,
  { record: { path, hash }, root }: { record: FileRecord; root: string },
): Promise<boolean> {
  const rows = await db
    .select({ recyclePath: recycleBin.recyclePath })
    .from(recycleBin)
    .where(
      and(eq(recycleBin.originalPath, path), inBin, or(isNull(recycleBin.fileHash), eq(recycleBin.fileHash, hash))),
    );
  const held = await Promise.all(rows.map(({ recyclePath }) => isRecycled({ root, recyclePath })));
  return held.includes(true);
}

/** What stopped work left: an unfinished file goes to the recycle bin, an empty folder for portraits away. */
export const repairLeftovers: Repair = async (context, findings) => {
  const done: Repaired[] = [];
  for (const finding of findings) done.push(...(await orProblem([finding], () => clearAway(context, finding))));
  return done;
};

async function clearAway({ db, roots, jobId, userId }: RepairContext, finding: Finding): Promise<Repaired[]> {
  const { path, entityType, entityId } = finding;
  const root = rootOf(roots, path);
  if (root === undefined) return [{ finding, how: "It lies in no folder of this library any more." }];
  const facts = await lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw diskError("look at", path, error);
  });
  if (!facts) {
    await assertRootsAreThere(roots);
    return [{ finding, how: "It is gone." }];
  }
  if (facts.isDirectory()) {
    try {
      await rmdir(await resolveInside(root, path));
    } catch (error) {
      if (!isMissing(error) && !["ENOTEMPTY", "EEXIST"].includes(systemCode(error) ?? ""))
        throw diskError("remove the empty folder", path, error);
    }
    return [{ finding, how: "The empty folder is gone." }];
  }
  if (!isTemporaryName(basename(path)) || !(await isOldFile(path)))
    return [{ finding, problem: "It is being written right now." }];
  await recycle(db, {
    root,
    path,
    reason: "A process was stopped while it wrote it",
    entityType,
    entityId,
    jobId,
    userId,
  });
  return [{ finding, how: "It is in the recycle bin." }];
}

/** Puts rows right that tell of something that is not so. No file is touched. */
export const repairRows: Repair = async (context, findings) => {
  const { db, roots, assertOwned, signal } = context;
  const [mirrors, others] = [
    findings.filter(({ path }) => isMirrorName(path)),
    findings.filter(({ path }) => !isMirrorName(path)),
  ];
  await repairMirrors(db, { names: mirrors.map(({ path }) => path), assertOwned });
  const records = await listRecordsAt(
    db,
    others.map(({ path }) => path),
  );
  const stale: string[] = [];
  const unsure = new Map<string, string>();
  for (const { record } of await listSuspects(db, { records, roots })) {
    const { state } = await lookAtFile(record, signal);
    if (state === "missing" || state === "changed") stale.push(record.path);
    if (state === "busy") unsure.set(record.path, "It is being written right now.");
    if (typeof state === "object") unsure.set(record.path, state.problem);
  }
  await forget(context, stale);
  return findings.map((finding) => {
    const problem = unsure.get(finding.path);
    return problem === undefined ? { finding, how: "It is put right." } : { finding, problem };
  });
};

/** Looks at the disks once more: of one that went since the file was looked at, nothing is forgotten (R6). */
async function forget({ db, roots, assertOwned }: RepairContext, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await assertRootsAreThere(roots);
  await ownedTransaction(db, assertOwned, (tx) => forgetRecords(tx, paths));
}

async function forgetRecords(tx: Tx, paths: readonly string[]): Promise<void> {
  await inChunks(paths, async (some) => {
    await tx.delete(libraryNfoFiles).where(inArray(libraryNfoFiles.path, some));
    await tx.delete(libraryImageFiles).where(inArray(libraryImageFiles.filePath, some));
    await tx.delete(libraryVideoFiles).where(inArray(libraryVideoFiles.filePath, some));
    return [];
  });
}
