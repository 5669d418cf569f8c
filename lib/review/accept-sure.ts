import { and, count, eq, gte, inArray, or, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies, reviewCandidates, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { acceptCandidate } from "./decide.ts";
import { waiting } from "./list-queue.ts";

/** Best candidates with at least this score, of items that wait. */
const sure = (db: Db, score: number): SQL | undefined => {
  const { entityType, entityId, rank } = reviewCandidates;
  const ofFilm = inArray(entityId, db.select({ id: movies.id }).from(movies).where(waiting(movies)));
  const ofShow = inArray(entityId, db.select({ id: series.id }).from(series).where(waiting(series)));
  return and(
    eq(rank, 1),
    gte(reviewCandidates.score, score),
    or(and(eq(entityType, "movie"), ofFilm), and(eq(entityType, "series"), ofShow)),
  );
};

/** How many items have a best candidate with at least this score. */
export async function countSure(db: Db, score: number): Promise<number> {
  const [row] = await db.select({ items: count() }).from(reviewCandidates).where(sure(db, score));
  return Number(row?.items ?? 0);
}

/** Items decided in one transaction, so that others get their turn in between. */
const perTransaction = 25;

/**
 * Takes the best candidate of every item whose best has at least this score, at most `limit` of them. Returns the events
 * to take back.
 */
export async function acceptSure(
  db: Db,
  { score, limit, userId }: { score: number; limit: number; userId: number | null },
): Promise<{ eventIds: number[] }> {
  const rows = await db
    .select({ candidateId: reviewCandidates.id })
    .from(reviewCandidates)
    .where(sure(db, score))
    .orderBy(reviewCandidates.id)
    .limit(limit);
  const eventIds: number[] = [];
  for (let from = 0; from < rows.length; from += perTransaction) {
    const some = rows.slice(from, from + perTransaction);
    const decided = await transaction(db, async (tx) => {
      const made: number[] = [];
      // Somebody else may have decided some of them meanwhile.
      const open = await tx
        .select({ candidateId: reviewCandidates.id })
        .from(reviewCandidates)
        .where(
          and(
            inArray(
              reviewCandidates.id,
              some.map(({ candidateId }) => candidateId),
            ),
            sure(tx, score),
          ),
        );
      for (const { candidateId } of open) made.push((await acceptCandidate(tx, { candidateId, userId })).eventId);
      return made;
    });
    eventIds.push(...decided);
  }
  return { eventIds };
}
