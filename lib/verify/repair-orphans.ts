import { lstat, rmdir } from "node:fs/promises";
import { basename } from "node:path";
import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { libraryImageFiles, libraryNfoFiles, libraryVideoFiles } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { resolveInside } from "#lib/files/safe-path.ts";
import { isTemporaryName } from "#lib/files/temporary-name.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { recycleOwned } from "#lib/recycle/owned-files.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { isOldFile } from "./check-unit.ts";
import { lookAtFile } from "./look-at-file.ts";
import { isMirrorName, repairMirrors } from "./mirrors.ts";
import { listSuspects } from "./orphans.ts";
import { listRecordsAt } from "./records.ts";
import { allWith, type Finding, type Repair, type RepairContext, type Repaired } from "./repair-context.ts";
import { orProblem } from "./repair-published.ts";
import { rootOf } from "./roots.ts";

/** Moves what was left behind to the recycle bin: only what is still nobody's, and still what Metarr wrote. */
export const repairOrphans: Repair = async (context, findings) => {
  const { db, roots, jobId, userId, assertOwned, signal } = context;
  const records = await listRecordsAt(
    db,
    findings.map(({ path }) => path),
  );
  const suspects = new Map((await listSuspects(db, { records, roots })).map(({ record }) => [record.path, record]));
  const done: Repaired[] = [];
  for (const finding of findings) {
    signal?.throwIfAborted();
    const { path, entityType, entityId } = finding;
    const [record, root] = [suspects.get(path), rootOf(roots, path)];
    if (!record || root === undefined) {
      done.push({ finding, how: "It belongs to something again, or Metarr no longer looks after it." });
      continue;
    }
    const work = async (): Promise<Repaired[]> => {
      const { state } = await lookAtFile(record, signal);
      if (typeof state === "object") return [{ finding, problem: state.problem }];
      const isOurs = state === "good" || state === "damaged";
      if (isOurs) {
        const note = { reason: "It was left behind", entityType, entityId, jobId, userId };
        await recycleOwned(db, { root, paths: [path], mayGoOn: async () => true, ...note });
      }
      await ownedTransaction(db, assertOwned, (tx) => forgetRecords(tx, [path]));
      return [{ finding, how: isOurs ? "It is in the recycle bin." : "Somebody changed it, so it stays." }];
    };
    done.push(...(await orProblem([finding], work)));
  }
  return done;
};

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
  if (!facts) return [{ finding, how: "It is gone." }];
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
export const repairRows: Repair = async ({ db, roots, assertOwned, signal }, findings) => {
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
  for (const { record } of await listSuspects(db, { records, roots })) {
    const { state } = await lookAtFile(record, signal);
    if (state === "missing" || state === "changed") stale.push(record.path);
  }
  await ownedTransaction(db, assertOwned, (tx) => forgetRecords(tx, stale));
  return allWith(findings, "It is put right.");
};

async function forgetRecords(tx: Tx, paths: readonly string[]): Promise<void> {
  await inChunks(paths, async (some) => {
    await tx.delete(libraryNfoFiles).where(inArray(libraryNfoFiles.path, some));
    await tx.delete(libraryImageFiles).where(inArray(libraryImageFiles.filePath, some));
    await tx.delete(libraryVideoFiles).where(inArray(libraryVideoFiles.filePath, some));
    return [];
  });
}
