"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { answerError } from "#app/_server/answer-error.ts";
import { transaction } from "#db/transaction.ts";
import { acceptSure, countSure } from "#lib/review/accept-sure.ts";
import { acceptCandidate, markUnlisted } from "#lib/review/decide.ts";
import { reviewKindSchema } from "#lib/review/vocabulary.ts";

const id = z.int().positive();
const score = z.number().min(0).max(100);

/** Takes one of the candidates; what its database knows is fetched next. */
export const acceptMatch = action(
  { role: "editor", input: z.object({ candidateId: id }) },
  async ({ candidateId }, { db, user }) =>
    transaction(db, (tx) => acceptCandidate(tx, { candidateId, userId: user.id })),
);

/** Says that no database has it. */
export const markNotListed = action(
  { role: "editor", input: z.object({ kind: reviewKindSchema, itemId: id }) },
  async ({ kind, itemId }, { db, user }) => {
    const decided = await transaction(db, (tx) => markUnlisted(tx, { kind, itemId, userId: user.id }));
    revalidatePath(kind === "movie" ? `/movies/${itemId}` : `/series/${itemId}`, "layout");
    return decided;
  },
);

/** How many items have a best candidate with at least this score. */
export const countMatches = action({ role: "editor", input: z.object({ score }) }, async (input, { db }) => ({
  items: await countSure(db, input.score),
}));

/** Items that one press takes at most. */
const bulkMax = 500;

/**
 * Takes the best candidate of every item whose best has at least this score. Answers the events to take back, also of
 * what was decided before it had to stop; `problem` says why it did.
 */
export const acceptMatches = action({ role: "editor", input: z.object({ score }) }, async (input, { db, user }) => {
  const { eventIds, left, ...rest } = await acceptSure(db, { score: input.score, limit: bulkMax, userId: user.id });
  const problem = "stoppedBy" in rest ? answerError(rest.stoppedBy, { userId: user.id }).message : null;
  return { eventIds, left, problem };
});
