"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { takeBackDecision } from "#lib/review/take-back.ts";

const events = z.object({ eventIds: z.array(z.int().positive()).min(1).max(500) });

/** Takes decisions about who something is back, each with what was fetched because of it. */
export const takeBackDecisions = action({ role: "editor", input: events }, async ({ eventIds }, { db, user }) => {
  // One transaction each: one that somebody changed since does not hold up the others.
  for (const eventId of eventIds.toReversed()) {
    const { kind, itemId } = await transaction(db, (tx) => takeBackDecision(tx, { eventId, userId: user.id }));
    revalidatePath(kind === "movie" ? `/movies/${itemId}` : `/series/${itemId}`, "layout");
  }
});
