"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { answerError } from "#app/_server/answer-error.ts";
import { transaction } from "#db/transaction.ts";
import { acceptSure, countSure, listSure } from "#lib/review/accept-sure.ts";
import { acceptCandidate, markUnlisted } from "#lib/review/decide.ts";
import { reviewKindSchema } from "#lib/review/vocabulary.ts";
import { bulkMax, scoreMax, scoreMin } from "./_components/bulk-score.ts";

const id = z.int().positive();
const score = z.number().min(scoreMin).max(scoreMax);

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

/** Of those that would be taken, so many are listed by name. */
const listedMax = 50;

/** How many items have a best candidate with at least this score, and what the first of them would become. */
export const previewMatches = action({ role: "editor", input: z.object({ score }) }, async (input, { db }) => {
  const [items, listed] = await Promise.all([
    countSure(db, input.score),
    listSure(db, { score: input.score, limit: listedMax }),
  ]);
  return { items, listed };
});

/**
 * Takes the best candidate of every item whose best has at least this score. Answers the events to take back, also of
 * what was decided before it had to stop; `problem` says why it did.
 */
export const acceptMatches = action({ role: "editor", input: z.object({ score }) }, async (input, { db, user }) => {
  const { eventIds, left, ...rest } = await acceptSure(db, { score: input.score, limit: bulkMax, userId: user.id });
  const problem = "stoppedBy" in rest ? answerError(rest.stoppedBy, { userId: user.id }).message : null;
  return { eventIds, left, problem };
});
