import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, mkdir, rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "./disk-error.ts";
import { failpoint } from "./failpoint.ts";
import { hashFile } from "./fingerprint.ts";
import { extensionOf } from "./media-types.ts";
import { dataFolder, recycledPath, recycleFolderName, smallRecyclePath } from "./recycle-path.ts";
import { renameToFree, taken } from "./rename-to-free.ts";
import { resolveInside } from "./safe-path.ts";
import { copyFileAtomic, flushFolder, writeFileAtomic } from "./write-atomic.ts";

/** Larger files stay in a folder of their own library: on another disk copying them would take minutes and fill DATA_DIR. */
export const maxCopiedBytes = 100 * 1024 * 1024;

/** The facts of one recycle_bin row. Write the row first, then move: a stop in between loses neither. */
export type RecyclePlan = {
  root: string;
  /** Real path of the file. */
  originalPath: string;
  /** Relative to DATA_DIR; absolute for a large file, which stays on its own disk. */
  recyclePath: string;
  fileSizeBytes: number;
  /** Extension in lower case; empty for none. */
  fileType: string;
};

/** Decides where a file of a library would go. Nothing is written. Throws AppError `not_found` when it is not there. */
export async function planRecycle(params: { root: string; path: string }): Promise<RecyclePlan> {
  const originalPath = await resolveInside(params.root, params.path);
  const facts = await factsOf(originalPath);
  if (!facts)
    throw new AppError("not_found", `${originalPath} is not there any more.`, { details: { path: originalPath } });
  if (!facts.isFile()) throw new AppError("unsupported", `${originalPath} is not a regular file, so it is left alone.`);
  const fileType = extensionOf(originalPath);
  const name = randomBytes(12).toString("hex") + (/^[a-z0-9]{1,8}$/.test(fileType) ? `.${fileType}` : "");
  const isLarge = facts.size > maxCopiedBytes;
  const recyclePath = isLarge ? join(params.root, recycleFolderName, name) : smallRecyclePath(name);
  return { root: params.root, originalPath, recyclePath, fileSizeBytes: facts.size, fileType };
}

/**
 * Moves a planned file into the recycle bin and returns its SHA-256 (null for a large file, which is only renamed). On the
 * same disk it is renamed, else copied, compared and removed. Stopped at any point the file is in at least one of the two
 * places, and running it again finishes the move.
 */
export async function recycleFile(plan: RecyclePlan): Promise<{ sha256: string | null }> {
  const original = await resolveInside(plan.root, plan.originalPath);
  const target = await recycledPath(plan);
  const [source, done] = await Promise.all([factsOf(original), factsOf(target)]);
  if (!source && !done)
    throw new AppError("not_found", `${original} is not there any more.`, { details: { path: original } });
  const isLarge = isAbsolute(plan.recyclePath);
  // Before it is moved: what cannot be read, or is still being written, stays where it is.
  const sha256 = isLarge ? null : (await hashFile(source ? original : target)).sha256;
  if (!source) return { sha256 };
  if (isLarge) await prepareRecycleFolder(plan.root);
  const root = isLarge ? join(plan.root, recycleFolderName) : await dataFolder();
  await moveFile({ from: original, to: target, facts: source, root, step: "recycle", onlyIfFree: false });
  return { sha256 };
}

/** Whether the bin still holds a file. */
export async function isRecycled(params: { root: string; recyclePath: string }): Promise<boolean> {
  return (await factsOf(await recycledPath(params))) !== undefined;
}

/**
 * Puts a file back where it was and removes it from the bin. Throws AppError `conflict` when something else lies there
 * by now and `overwrite` is not set, `not_found` when the bin does not hold it, `offline` when its disk is away. Running it
 * again finishes what was begun: a file of that size and hash at its place has been put back before.
 */
export async function restoreFile(params: {
  root: string;
  originalPath: string;
  recyclePath: string;
  fileSizeBytes?: number | null;
  /** Null for a large file, which has none. */
  fileHash?: string | null;
  overwrite?: boolean;
}): Promise<{ path: string }> {
  const { root, overwrite = false } = params;
  const target = await resolveInside(root, params.originalPath);
  const recycled = await recycledPath(params);
  const [source, present] = await Promise.all([factsOf(recycled), factsOf(target)]);
  if (!source) {
    // Put back before, and stopped before the row could say so.
    if (present && (await isAsTold(target, present, params))) return { path: target };
    await assertFolderThere(recycled, params.recyclePath);
    throw new AppError("not_found", `The recycle bin does not hold ${target} any more.`, { details: { path: target } });
  }
  if (present && (await isSameFile(recycled, target, source, present))) {
    await removeFile(recycled);
    return { path: target };
  }
  if (present && !overwrite) throw taken(target);
  await moveFile({ from: recycled, to: target, facts: source, root, step: "restore", onlyIfFree: !overwrite });
  return { path: target };
}

/**
 * Deletes a file from the bin for good. Only what lies in a recycle folder is ever deleted; already gone is fine. Throws
 * AppError `offline` when the disk of a large file is away.
 */
export async function purgeRecycled(params: { root: string; recyclePath: string }): Promise<void> {
  const path = await recycledPath(params);
  await assertFolderThere(path, params.recyclePath);
  await removeFile(path);
}

/** Where the recycle folder of a library is missing, its disk is away and the mount point is empty: no file in it is gone. */
async function assertFolderThere(path: string, recyclePath: string): Promise<void> {
  const folder = dirname(path);
  if (!isAbsolute(recyclePath) || (await factsOf(folder))) return;
  throw new AppError("offline", `The recycle folder ${folder} cannot be reached. Check that its disk is connected.`);
}

async function isAsTold(
  path: string,
  facts: Stats,
  told: { fileSizeBytes?: number | null; fileHash?: string | null },
): Promise<boolean> {
  if (!facts.isFile() || facts.size !== told.fileSizeBytes) return false;
  return !told.fileHash || (await hashFile(path)).sha256 === told.fileHash;
}

/** Markers keep players from showing what lies in the bin. */
async function prepareRecycleFolder(root: string): Promise<void> {
  for (const [name, text] of [
    [".ignore", ""],
    [".nomedia", ""],
    [".plexignore", "*\n"],
  ] as const) {
    const path = join(recycleFolderName, name);
    if (!(await factsOf(join(root, path)))) await writeFileAtomic({ root, path, bytes: Buffer.from(text) });
  }
}

type Move = {
  from: string;
  to: string;
  /** Of `from`. */
  facts: Stats;
  root: string;
  step: "recycle" | "restore";
  /** Throws `conflict` rather than take the place of another file. */
  onlyIfFree: boolean;
};

async function moveFile(move: Move): Promise<void> {
  const { from, to, step } = move;
  try {
    await mkdir(dirname(to), { recursive: true });
    await (move.onlyIfFree ? renameToFree(from, to, step) : rename(from, to));
    failpoint(`${step}.renamed`);
    await Promise.all([flushFolder(dirname(to)), flushFolder(dirname(from))]);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw diskError("move the file", from, error);
    // Rename cannot leave a disk, and a disk may be mounted inside a library.
    await copyVerified(move);
    await removeFile(from);
    failpoint(`${step}.removed`);
  }
}

async function copyVerified({ from, to, facts, root, step, onlyIfFree }: Move): Promise<void> {
  const before = await hashFile(from);
  await copyFileAtomic({ root, path: to, source: from, modifiedAt: facts.mtime, step, onlyIfFree });
  const after = await hashFile(to);
  if (after.sha256 !== before.sha256) {
    await removeFile(to);
    throw new AppError("disk", `The copy of ${from} in ${to} differs from it, so ${from} was left where it is.`);
  }
  failpoint(`${step}.copied`);
  const now = await factsOf(from);
  if (!now || (now.ino === facts.ino && now.size === facts.size && now.mtimeMs === facts.mtimeMs)) return;
  // Copying takes a while, and what was written meanwhile would be lost.
  await removeFile(to);
  throw new AppError("conflict", `${from} was changed while it was moved, so it stays where it is. Try again.`);
}

async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    await flushFolder(dirname(path));
  } catch (error) {
    if (!isMissing(error)) throw diskError("remove the file", path, error);
  }
}

/** The same bytes; a large file only when it is one under two names, which is what a restore that was stopped leaves. */
async function isSameFile(a: string, b: string, aFacts: Stats, bFacts: Stats): Promise<boolean> {
  if (aFacts.ino === bFacts.ino && aFacts.dev === bFacts.dev) return true;
  if (!bFacts.isFile() || aFacts.size !== bFacts.size || aFacts.size > maxCopiedBytes) return false;
  const [one, other] = await Promise.all([hashFile(a), hashFile(b)]);
  return one.sha256 === other.sha256;
}

async function factsOf(path: string): Promise<Stats | undefined> {
  return lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw diskError("look at", path, error);
  });
}
