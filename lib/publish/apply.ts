import { createHash } from "node:crypto";
import { lstat, mkdir, rename, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Db } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { readStored } from "#lib/artwork/store.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { hashFile } from "#lib/files/fingerprint.ts";
import { resolveInside } from "#lib/files/safe-path.ts";
import { copyFileAtomic, flushFolder, writeFileAtomic } from "#lib/files/write-atomic.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { rootOf } from "./facts.ts";
import type { Prepared } from "./prepare.ts";
import type { FoundFile } from "./present.ts";
import { isInSetFolder, type PlanEntry, type PlanRename, type PlanWrite, trailerKind } from "./vocabulary.ts";

type Applying = {
  db: Db;
  prepared: Prepared;
  jobId: number | null;
  signal: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  /** Paths whose file went to the recycle bin. */
  gone: Set<string>;
  /** What was written, as it was when it got its name. */
  written: Map<string, SeenFile>;
};

/** How a file looked. */
export type SeenFile = Pick<FoundFile, "sizeBytes" | "modifiedMs">;

/**
 * Does what a plan says: recycles, renames, writes, in this order and each step by itself, so that a stop at any point
 * leaves every file old or new, and the next publish goes on from there. Writes no rows but those of the recycle bin.
 * Returns how the files looked that it wrote.
 */
export async function applyPlan(
  db: Db,
  params: Omit<Applying, "db" | "gone" | "written">,
): Promise<ReadonlyMap<string, SeenFile>> {
  const work: Applying = { db, ...params, gone: new Set(), written: new Map() };
  const { plan, facts } = params.prepared;
  failpoint("publish.planned");
  for (const step of plan.recycle) {
    await mayGoOn(work);
    await assertAsPlanned(work, step.path);
    await recycle(db, {
      root: rootOf(facts, step.path),
      path: step.path,
      reason: step.reason,
      entityType: facts.entityType,
      entityId: facts.entityId,
      jobId: params.jobId,
    });
    work.gone.add(step.path);
    failpoint("publish.recycled");
  }
  for (const step of plan.rename) {
    await mayGoOn(work);
    await renameOurs(work, step);
    failpoint("publish.renamed");
  }
  for (const step of plan.write) {
    await mayGoOn(work);
    await assertAsPlanned(work, step.path);
    if (await writeStep(work, step)) failpoint("publish.written");
  }
  await removeEmptied(work);
  return work.written;
}

/** Folders that only Metarr makes, for people and for sets, go with the last file of ours in them. */
async function removeEmptied({ prepared: { plan, facts } }: Applying): Promise<void> {
  const isOwn = ({ kind }: PlanEntry) => isInSetFolder(kind) || kind.startsWith("person.");
  const left = [
    ...plan.recycle.filter(isOwn).map(({ path }) => path),
    ...plan.rename.filter(isOwn).map(({ from }) => from),
  ];
  for (const folder of new Set(left.map((path) => dirname(path)))) {
    try {
      await rmdir(await resolveInside(rootOf(facts, folder), folder));
    } catch (error) {
      const code = systemCode(error);
      if (!isMissing(error) && code !== "ENOTEMPTY" && code !== "EEXIST")
        throw diskError("remove the folder", folder, error);
    }
  }
}

/** A worker that slept past its lease must not write any more: another one does, or has done, the same. */
async function mayGoOn({ db, signal, assertOwned }: Applying): Promise<void> {
  signal?.throwIfAborted();
  if (assertOwned) await transaction(db, assertOwned);
}

async function renameOurs(work: Applying, step: PlanRename): Promise<void> {
  const root = rootOf(work.prepared.facts, step.path);
  const [from, to] = [await resolveInside(root, step.from), await resolveInside(root, step.path)];
  await assertAsPlanned(work, step.from);
  if ((await look(to)) && !(await isOneFile(from, to))) throw changed(step.path);
  try {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
    await flushFolder(dirname(to));
    if (dirname(from) !== dirname(to)) await flushFolder(dirname(from));
  } catch (error) {
    throw diskError(`rename ${step.from} to`, step.path, error);
  }
}

/** A disk that does not tell case has one file under both names when only the case of a name changed. */
async function isOneFile(from: string, to: string): Promise<boolean> {
  const [one, other] = await Promise.all([lstat(from), lstat(to)]);
  return one.ino === other.ino && one.dev === other.dev;
}

/** Writes one file; false when its content cannot be had, which is a problem of the plan then. */
async function writeStep(work: Applying, step: PlanWrite): Promise<boolean> {
  if (step.kind === trailerKind) return copyTrailer(work, step);
  const bytes = await bytesOf(work, step);
  if (bytes) await writeFileAtomic({ ...target(work, step), bytes });
  return bytes !== undefined;
}

/** Where a step writes. Looks once more right before the file takes its name: what somebody else wrote meanwhile stays. */
const target = (work: Applying, { path }: PlanWrite) => ({
  root: rootOf(work.prepared.facts, path),
  path,
  step: "publish",
  beforeRename: () => assertAsPlanned(work, path),
  onWritten: (seen: SeenFile) => void work.written.set(path, seen),
});

/** Trailers are too large to hold: they are read once to see that they are right, and copied from disk to disk. */
async function copyTrailer(work: Applying, step: PlanWrite): Promise<boolean> {
  const { prepared, signal } = work;
  const { wanted, plan } = prepared;
  const cached = wanted.sources.get(step.hash);
  if (cached === undefined) throw new Error(`No cached trailer is known for ${step.path}.`);
  const source = join(env.DATA_DIR, cached);
  try {
    if ((await hashFile(source, { signal })).sha256 === step.hash) {
      await copyFileAtomic({ ...target(work, step), source });
      return true;
    }
    plan.problems.push({ path: step.path, message: "Its copy in the cache is damaged. Choose the trailer again." });
  } catch (error) {
    if (!(error instanceof AppError) || !isMissing(error.cause)) throw error;
    plan.problems.push({ path: step.path, message: "Its copy in the cache is gone. Choose the trailer again." });
  }
  return false;
}

/** The new content, or nothing when the cache has none to give: that picture is a problem of the plan then. */
async function bytesOf({ prepared }: Applying, step: PlanWrite): Promise<Uint8Array | undefined> {
  const { wanted, plan } = prepared;
  if (step.kind === "nfo") return wanted.nfos.find(({ path }) => path === step.path)?.bytes;
  const source = wanted.sources.get(step.hash);
  if (source === undefined) throw new Error(`No cached picture is known for ${step.path}.`);
  try {
    const bytes = await readStored(source);
    if (createHash("sha256").update(bytes).digest("hex") === step.hash) return bytes;
    plan.problems.push({ path: step.path, message: "Its copy in the cache is damaged. Choose the picture again." });
  } catch (error) {
    if (!(error instanceof AppError) || !isMissing(error.cause)) throw error;
    plan.problems.push({ path: step.path, message: "Its copy in the cache is gone. Choose the picture again." });
  }
  return undefined;
}

/** Whoever wrote a file since the plan was made loses nothing: the job runs again and plans anew. */
async function assertAsPlanned({ prepared, gone }: Applying, path: string): Promise<void> {
  const planned = gone.has(path) ? undefined : prepared.found.find((file) => file.path === path);
  const now = await look(path);
  if (planned?.sizeBytes !== now?.sizeBytes || planned?.modifiedMs !== now?.modifiedMs) throw changed(path);
}

async function look(path: string): Promise<Pick<FoundFile, "sizeBytes" | "modifiedMs"> | undefined> {
  try {
    const facts = await lstat(path);
    return { sizeBytes: facts.size, modifiedMs: Math.floor(facts.mtimeMs) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw diskError("look at the file", path, error);
  }
}

function changed(path: string): AppError {
  return new AppError("conflict", `${path} changed while it was being published. Publish again.`, {
    details: { path },
  });
}
