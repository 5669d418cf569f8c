"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { forgetExclusion } from "#lib/libraries/exclusions.ts";
import { restoreRecycled } from "#lib/recycle/restore.ts";

/** Puts a file back where it was. With `overwrite` a file that lies there by now goes to the recycle bin in its place. */
export const restore = action(
  { role: "editor", input: z.object({ recycleId: z.int().positive(), overwrite: z.boolean().default(false) }) },
  async ({ recycleId, overwrite }, { db, user }) => restoreRecycled(db, { recycleId, overwrite, userId: user.id }),
);

/** Lets scans see a path again. */
export const forget = action(
  { role: "editor", input: z.object({ exclusionId: z.int().positive() }) },
  async (input, { db, user }) => transaction(db, (tx) => forgetExclusion(tx, { ...input, userId: user.id })),
);
