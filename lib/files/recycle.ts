import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { link, lstat, mkdir, rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "./disk-error.ts";
import { failpoint } from "./failpoint.ts";
import { hashFile } from "./fingerprint.ts";
import { extensionOf } from "./media-types.ts";
import { dataFolder, recycledPath, recycleFolderName, smallRecyclePath } from "./recycle-path.ts";
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
  await moveFile({ from: original, to: target, facts: source, root, step: "recycle" }, rename);
  return { sha256 };
}

/**
 * Puts a file back where it was and removes it from the bin. Throws AppError `conflict` when something else lies there
 * by now and `overwrite` is not set, `not_found` when the bin does not hold it. Running it again finishes what was begun.
 */
export async function restoreFile(params: {
  root: string;
  originalPath: string;
  recyclePath: string;
  overwrite?: boolean;
}): Promise<{ path: string }> {
  const { root, overwrite = false } = params;
  const target = await resolveInside(root, params.originalPath);
  const recycled = await recycledPath(params);
  const [source, present] = await Promise.all([factsOf(recycled), factsOf(target)]);
  if (!source) {
    // Put back before, and stopped before the row could say so.
    if (present) return { path: target };
    throw new AppError("not_found", `The recycle bin does not hold ${target} any more.`, { details: { path: target } });
  }
  if (present && (await isSameFile(recycled, target, source, present))) {
    await removeFile(recycled);
    return { path: target };
  }
  if (present && !overwrite) throw taken(target);
  const move = overwrite ? rename : renameToFree;
  await moveFile({ from: recycled, to: target, facts: source, root, step: "restore" }, move);
  return { path: target };
}

/** Deletes a file from the bin for good. Only what lies in a recycle folder is ever deleted; already gone is fine. */
export async function purgeRecycled(params: { root: string; recyclePath: string }): Promise<void> {
  await removeFile(await recycledPath(params));
}

const taken = (path: string) =>
  new AppError("conflict", `Another file lies at ${path} by now. Move it away, or choose to replace it.`, {
    details: { path },
  });

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

type Move = { from: string; to: string; facts: Stats; root: string; step: "recycle" | "restore" };

async function moveFile(move: Move, onOneDisk: (from: string, to: string) => Promise<void>): Promise<void> {
  const { from, to, step } = move;
  try {
    await mkdir(dirname(to), { recursive: true });
    await onOneDisk(from, to);
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

/** Network shares and FAT have no second name for a file. */
const noLinks = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

/** A rename that never takes the place of another file, also not of one that appears just now. */
async function renameToFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (systemCode(error) === "EEXIST") throw taken(to);
    if (!noLinks.includes(systemCode(error) ?? "")) throw error;
    return rename(from, to);
  }
  failpoint("restore.linked");
  await rm(from, { force: true });
}

async function copyVerified({ from, to, facts, root, step }: Move): Promise<void> {
  const before = await hashFile(from);
  await copyFileAtomic({ root, path: to, source: from, modifiedAt: facts.mtime, step });
  const after = await hashFile(to);
  if (after.sha256 !== before.sha256) {
    await removeFile(to);
    throw new AppError("disk", `The copy of ${from} in ${to} differs from it, so ${from} was left where it is.`);
  }
  failpoint(`${step}.copied`);
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
