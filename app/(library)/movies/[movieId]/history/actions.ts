"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { publishSoon } from "#lib/artwork/pick.ts";
import { undoChanges } from "#lib/movies/undo-changes.ts";

const undo = z.object({
  movieId: z.int().positive(),
  /** Those of one save, or a single one. */
  changeIds: z.array(z.int().positive()).min(1).max(50),
});

/** Takes changes back together, the newest first, or none of them. */
export const undoEdits = action({ role: "editor", input: undo }, async ({ movieId, changeIds }, { db, user }) => {
  await transaction(db, async (tx) => {
    await undoChanges(tx, { changeIds, userId: user.id });
    await publishSoon(tx, { movieId, createdBy: user.id });
  });
  revalidatePath(`/movies/${movieId}`, "layout");
});
