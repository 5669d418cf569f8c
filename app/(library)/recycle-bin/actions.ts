"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { restoreRecycled } from "#lib/recycle/restore.ts";

/** Puts a file back where it was. With `overwrite` a file that lies there by now goes to the recycle bin in its place. */
export const restore = action(
  { role: "editor", input: z.object({ recycleId: z.int().positive(), overwrite: z.boolean().default(false) }) },
  async ({ recycleId, overwrite }, { db, user }) => restoreRecycled(db, { recycleId, overwrite, userId: user.id }),
);
