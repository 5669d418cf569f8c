import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, mkdir, rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing, systemCode } from "./disk-error.ts";
import { failpoint } from "./failpoint.ts";
import { hashFile } from "./fingerprint.ts";
import { extensionOf } from "./media-types.ts";
import { isInside, resolveInside } from "./safe-path.ts";
import { copyFileAtomic, flushFolder, writeFileAtomic } from "./write-atomic.ts";

/** Larger files stay on their own disk: copying them would take minutes and fill DATA_DIR. */
export const maxCopiedBytes = 100 * 1024 * 1024;
export const recycleFolderName = ".metarr-recycle";

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
  const recyclePath = isLarge ? join(params.root, recycleFolderName, name) : join("recycle", name.slice(0, 2), name);
  return { root: params.root, originalPath, recyclePath, fileSizeBytes: facts.size, fileType };
}

/**
 * Moves a planned file into the recycle bin and returns its SHA-256 (null for a large file, which is only renamed).
 * Stopped at any point the file is in at least one of the two places, and running it again finishes the move.
 */
export async function recycleFile(plan: RecyclePlan): Promise<{ sha256: string | null }> {
  const original = await resolveInside(plan.root, plan.originalPath);
  const target = await recycledPath(plan);
  const [source, done] = await Promise.all([factsOf(original), factsOf(target)]);
  if (!source && !done)
    throw new AppError("not_found", `${original} is not there any more.`, { details: { path: original } });
  if (!source) return { sha256: isAbsolute(plan.recyclePath) ? null : (await hashFile(target)).sha256 };
  if (isAbsolute(plan.recyclePath)) {
    await prepareRecycleFolder(plan.root);
    await renameOrCopy({ from: original, to: target, facts: source, root: join(plan.root, recycleFolderName) });
    return { sha256: null };
  }
  const sha256 = await copyVerified({
    from: original,
    to: target,
    facts: source,
    root: await dataFolder(),
    step: "recycle",
  });
  await removeFile(original);
  failpoint("recycle.removed");
  return { sha256 };
}

/**
 * Puts a file back where it was and removes it from the bin. Throws AppError `conflict` when something else lies there
 * by now and `overwrite` is not set, `not_found` when the bin does not hold it.
 */
export async function restoreFile(params: {
  root: string;
  originalPath: string;
  recyclePath: string;
  overwrite?: boolean;
}): Promise<{ path: string }> {
  const target = await resolveInside(params.root, params.originalPath);
  const recycled = await recycledPath(params);
  const [source, present] = await Promise.all([factsOf(recycled), factsOf(target)]);
  if (!source) {
    // Put back before, and stopped before the row could say so.
    if (present) return { path: target };
    throw new AppError("not_found", `The recycle bin does not hold ${target} any more.`, { details: { path: target } });
  }
  if (present && !params.overwrite && !(await isSameFile(recycled, target, source, present))) {
    throw new AppError("conflict", `Another file lies at ${target} by now. Move it away, or choose to replace it.`, {
      details: { path: target },
    });
  }
  const { root } = params;
  if (isAbsolute(params.recyclePath)) await renameOrCopy({ from: recycled, to: target, facts: source, root });
  else {
    await copyVerified({ from: recycled, to: target, facts: source, root, step: "restore" });
    await removeFile(recycled);
  }
  return { path: target };
}

/** Deletes a file from the bin for good. Only what lies in a recycle folder is ever deleted; already gone is fine. */
export async function purgeRecycled(params: { root: string; recyclePath: string }): Promise<void> {
  await removeFile(await recycledPath(params));
}

/** The real path of a recycled file: below DATA_DIR/recycle, or below the recycle folder of its library root. */
async function recycledPath({ root, recyclePath }: { root: string; recyclePath: string }): Promise<string> {
  if (isAbsolute(recyclePath)) {
    const folder = join(root, recycleFolderName);
    if (!isInside(folder, recyclePath)) throw outside(recyclePath);
    return resolveInside(root, relative(root, recyclePath));
  }
  const path = await resolveInside(await dataFolder(), recyclePath);
  if (!isInside(join(await dataFolder(), "recycle"), join(await dataFolder(), recyclePath))) throw outside(recyclePath);
  return path;
}

async function dataFolder(): Promise<string> {
  await mkdir(env.DATA_DIR, { recursive: true });
  return env.DATA_DIR;
}

function outside(path: string): AppError {
  return new AppError("forbidden", `${path} does not lie in a recycle folder, so it is left alone.`);
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

type Move = { from: string; to: string; facts: Stats; root: string };

async function renameOrCopy(move: Move): Promise<void> {
  try {
    await mkdir(dirname(move.to), { recursive: true });
    await rename(move.from, move.to);
    failpoint("recycle.renamed");
    await Promise.all([flushFolder(dirname(move.to)), flushFolder(dirname(move.from))]);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw diskError("move the file", move.from, error);
    // A disk mounted inside the library: rename cannot leave it.
    await copyVerified({ ...move, step: "recycle" });
    await removeFile(move.from);
  }
}

async function copyVerified({ from, to, facts, root, step }: Move & { step: string }): Promise<string> {
  const before = await hashFile(from);
  await copyFileAtomic({ root, path: to, source: from, modifiedAt: facts.mtime, step });
  const after = await hashFile(to);
  if (after.sha256 !== before.sha256) {
    await removeFile(to);
    throw new AppError("disk", `The copy of ${from} in ${to} differs from it, so ${from} was left where it is.`);
  }
  failpoint(`${step}.copied`);
  return before.sha256;
}

async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
    await flushFolder(dirname(path));
  } catch (error) {
    if (!isMissing(error)) throw diskError("remove the file", path, error);
  }
}

async function isSameFile(a: string, b: string, aFacts: Stats, bFacts: Stats): Promise<boolean> {
  if (aFacts.size !== bFacts.size || aFacts.size > maxCopiedBytes) return false;
  const [one, other] = await Promise.all([hashFile(a), hashFile(b)]);
  return one.sha256 === other.sha256;
}

async function factsOf(path: string): Promise<Stats | undefined> {
  return lstat(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw diskError("look at", path, error);
  });
}
