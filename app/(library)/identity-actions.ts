"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { isAppError } from "#lib/errors.ts";
import { takeBackDecision } from "#lib/undo/take-back.ts";

const events = z.object({ eventIds: z.array(z.int().positive()).min(1).max(500) });

/**
 * Takes decisions about who something is back, each with what was fetched because of it. Answers which were. Throws as
 * takeBackDecision does when not one could be.
 */
export const takeBackDecisions = action({ role: "editor", input: events }, async ({ eventIds }, { db, user }) => {
  // One transaction each: one that somebody changed since does not hold up the others.
  const undone: number[] = [];
  let refused: unknown;
  for (const eventId of eventIds.toReversed()) {
    try {
      const { kind, itemId } = await transaction(db, (tx) => takeBackDecision(tx, { eventId, userId: user.id }));
      undone.push(eventId);
      revalidatePath(kind === "movie" ? `/movies/${itemId}` : `/series/${itemId}`, "layout");
    } catch (error) {
      if (!isAppError(error, "conflict") && !isAppError(error, "not_found")) throw error;
      refused ??= error;
    }
  }
  if (undone.length === 0 && refused !== undefined) throw refused;
  return { undone, kept: eventIds.length - undone.length };
});
