"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { keep } from "../providers/keep.ts";

const freeSpace = z.object({
  minFreeMb: z
    .string()
    .trim()
    .regex(/^\d{1,12}$/, "Write a number from 100 to 1000000.")
    .transform(Number)
    .refine((value) => value >= 100 && value <= 1_000_000, "Write a number from 100 to 1000000."),
});

/** How much room downloads leave on the disk of the data folder. */
export const saveFreeSpace = action({ role: "admin", input: freeSpace }, async ({ minFreeMb }, context) => {
  const changed = await keep(context, () => ({ "downloads.minFreeMb": minFreeMb }));
  revalidatePath("/settings/system");
  return { changed: changed.length };
});

const retention = z.object({
  retentionDays: z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, "Write a number of days from 1 to 3650.")
    .transform(Number)
    .refine((value) => value >= 1 && value <= 3650, "Write a number of days from 1 to 3650."),
});

/** How long a file that goes to the recycle bin from now on stays there. */
export const saveRetention = action({ role: "admin", input: retention }, async ({ retentionDays }, context) => {
  const changed = await keep(context, () => ({ "recycle.retentionDays": retentionDays }));
  revalidatePath("/settings/system");
  return { changed: changed.length };
});
