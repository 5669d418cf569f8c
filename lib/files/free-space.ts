import { statfs } from "node:fs/promises";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";

/** Downloads stop while the disk of DATA_DIR has less room than this. */
const minFreeBytes = 500 * 1024 * 1024;

/** Throws AppError `disk` when the disk of DATA_DIR is too full to download `what`, such as "artwork". */
export async function assertFreeSpace(what: string): Promise<void> {
  const facts = await statfs(env.DATA_DIR);
  const freeBytes = facts.bavail * facts.bsize;
  if (freeBytes >= minFreeBytes) return;
  const free = `${Math.floor(freeBytes / 1_048_576)} MB`;
  throw new AppError(
    "disk",
    `Only ${free} are free on the disk of ${env.DATA_DIR}, so no ${what} is downloaded. Free at least 500 MB.`,
  );
}
