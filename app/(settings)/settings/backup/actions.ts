"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { deleteBackup, getBackupPath } from "#lib/backup/backups-folder.ts";
import { backupNameSchema } from "#lib/backup/vocabulary.ts";
import { env } from "#lib/env.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { keep as keepSettings } from "../providers/keep.ts";

const page = "/settings/backup";
const named = z.object({ name: backupNameSchema });
const range = "Write a number from 1 to 365.";

/** Backs up now. One that waits or runs already is enough. */
export const backUpNow = action(
  { role: "admin", input: z.object({ withCache: z.boolean() }) },
  async (input, { db }) => {
    await transaction(db, (tx) => enqueue(tx, "system.backup", input, { priority: 2 }));
    revalidatePath(page);
  },
);

/** Has all of a backup read again. */
export const checkBackupNow = action({ role: "admin", input: named }, async ({ name }, { db }) => {
  await getBackupPath(env.DATA_DIR, name);
  await transaction(db, (tx) => enqueue(tx, "backup.check", { name }));
  revalidatePath(page);
});

export const dropBackup = action({ role: "admin", input: named }, async ({ name }, { db, user, facts }) => {
  await deleteBackup(env.DATA_DIR, name);
  await recordAudit(db, { userId: user.id, address: facts.address, action: "backup.delete", details: { name } });
  revalidatePath(page);
});

const settingsInput = z.object({
  withCache: z.boolean(),
  keep: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, range)
    .transform(Number)
    .refine((value) => value >= 1 && value <= 365, range),
});

export const saveBackupSettings = action(
  { role: "admin", input: settingsInput },
  async ({ withCache, keep }, context) => {
    const changed = await keepSettings(context, () => ({ "backup.withCache": withCache, "backup.keep": keep }));
    revalidatePath(page);
    return { changed: changed.length };
  },
);
