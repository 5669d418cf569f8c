import { statfs } from "node:fs/promises";
import type { Db } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { readSettings } from "#lib/settings/read-settings.ts";

/**
 * Throws AppError `disk` when the disk of DATA_DIR has less room than the settings keep free, so that `what`, such as
 * "artwork", is not downloaded: the database needs what is left.
 */
export async function assertFreeSpace(db: Db, what: string): Promise<void> {
  await assertRoom({ minFreeMb: (await readSettings(db)).get("downloads.minFreeMb"), what });
}

export async function assertRoom({ minFreeMb, what }: { minFreeMb: number; what: string }): Promise<void> {
  const facts = await statfs(env.DATA_DIR);
  const freeMb = Math.floor((facts.bavail * facts.bsize) / 1_048_576);
  if (freeMb >= minFreeMb) return;
  throw new AppError(
    "disk",
    `Only ${freeMb} MB are free on the disk of ${env.DATA_DIR}, so no ${what} is downloaded. Free at least ${minFreeMb} MB.`,
  );
}

/** Throws AppError `disk` when a folder's disk has no room for so many bytes, so that `what`, such as "a backup", is not begun. */
export async function assertRoomFor({
  folder,
  bytes,
  what,
}: {
  folder: string;
  bytes: number;
  what: string;
}): Promise<void> {
  const facts = await statfs(folder);
  if (facts.bavail * facts.bsize >= bytes) return;
  const inMb = (amount: number) => `${Math.ceil(amount / 1_048_576)} MB`;
  throw new AppError(
    "disk",
    `There is no room for ${what} in ${folder}: it needs ${inMb(bytes)}, and ${inMb(facts.bavail * facts.bsize)} are free. Free some space.`,
  );
}
