"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { undoChanges } from "#lib/undo/undo-changes.ts";

const undo = z.object({
  /** Those of one save, or a single one. */
  changeIds: z.array(z.int().positive()).min(1).max(50),
});

/** Takes changes back together, the newest first, or none of them. */
export const undoEdits = action({ role: "editor", input: undo }, async ({ changeIds }, { db, user }) => {
  await transaction(db, (tx) => undoChanges(tx, { changeIds, userId: user.id }));
  revalidatePath("/", "layout");
});
