import { link, lstat, rename, rm } from "node:fs/promises";
import { AppError } from "#lib/errors.ts";
import { isMissing, systemCode } from "./disk-error.ts";
import { failpoint } from "./failpoint.ts";

/** Network shares and FAT have no second name for a file. */
const noLinks = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

/**
 * A rename that never takes the place of another file, also not of one that appears just now: then it throws `conflict`.
 * `step` is the first half of the failpoint's name.
 */
export async function renameToFree(from: string, to: string, step: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (systemCode(error) === "EEXIST") throw taken(to);
    if (!noLinks.includes(systemCode(error) ?? "")) throw error;
    // The best there is without links.
    if (!(await isFree(to))) throw taken(to);
    return rename(from, to);
  }
  failpoint(`${step}.linked`);
  await rm(from, { force: true });
}

export const taken = (path: string) =>
  new AppError("conflict", `Another file lies at ${path} by now. Move it away, or choose to replace it.`, {
    details: { path },
  });

async function isFree(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return false;
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
}
