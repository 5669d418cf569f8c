import { basename } from "node:path";
import { and, count, eq, gte, inArray, ne, notExists, or, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db, Tx } from "#db/client.ts";
import { movies, reviewCandidates, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { isAppError } from "#lib/errors.ts";
import { acceptCandidate } from "./decide.ts";
import { waiting } from "./list-queue.ts";
import type { SureItem } from "./vocabulary.ts";

/** Best candidates with at least this score, of items that wait. */
const sure = (db: Db, score: number): SQL | undefined => {
  const { entityType, entityId, rank } = reviewCandidates;
  const ofFilm = inArray(entityId, db.select({ id: movies.id }).from(movies).where(waiting(movies)));
  const ofShow = inArray(entityId, db.select({ id: series.id }).from(series).where(waiting(series)));
  const second = alias(reviewCandidates, "second");
  const isTied = db
    .select({ id: second.id })
    .from(second)
    .where(
      and(
        eq(second.entityType, entityType),
        eq(second.entityId, entityId),
        ne(second.id, reviewCandidates.id),
        gte(second.score, reviewCandidates.score),
      ),
    );
  return and(
    eq(rank, 1),
    gte(reviewCandidates.score, score),
    // Of two that are as good as each other a person says which.
    notExists(isTied),
    or(and(eq(entityType, "movie"), ofFilm), and(eq(entityType, "series"), ofShow)),
  );
};

/** How many items have a best candidate with at least this score. */
export async function countSure(db: Db, score: number): Promise<number> {
  const [row] = await db.select({ items: count() }).from(reviewCandidates).where(sure(db, score));
  return Number(row?.items ?? 0);
}

/** The least sure first: those are what a person looks at before, and what is taken begins with them. */
const inOrder = [reviewCandidates.score, reviewCandidates.id] as const;

/** The first items that `acceptSure` would take, and what each would become. */
export async function listSure(db: Db, { score, limit }: { score: number; limit: number }): Promise<SureItem[]> {
  const { entityType, entityId } = reviewCandidates;
  const rows = await db
    .select({
      candidateId: reviewCandidates.id,
      filePath: movies.filePath,
      directoryPath: series.directoryPath,
      title: reviewCandidates.title,
      year: reviewCandidates.year,
      score: reviewCandidates.score,
    })
    .from(reviewCandidates)
    .leftJoin(movies, and(eq(entityType, "movie"), eq(movies.id, entityId)))
    .leftJoin(series, and(eq(entityType, "series"), eq(series.id, entityId)))
    .where(sure(db, score))
    .orderBy(...inOrder)
    .limit(limit);
  return rows.map(({ filePath, directoryPath, ...row }) => ({
    ...row,
    name: basename(filePath ?? directoryPath ?? ""),
  }));
}

/** Items decided in one transaction, so that others get their turn in between. */
const perTransaction = 25;

/** What was decided, by the events to take back. */
export type Accepted = {
  eventIds: number[];
  /** Items that were left as they are: somebody decided them meanwhile, or their candidate cannot be taken. */
  left: number;
  /** Why it stopped before the end. What was decided until then stands. Absent: it did not. */
  stoppedBy?: unknown;
};

/**
 * Takes the best candidate of every item whose best has at least this score, at most `limit` of them. Throws only when
 * nothing was decided before: whoever asked needs the events of the others to take them back.
 */
export async function acceptSure(
  db: Db,
  { score, limit, userId }: { score: number; limit: number; userId: number | null },
): Promise<Accepted> {
  const rows = await db
    .select({ candidateId: reviewCandidates.id })
    .from(reviewCandidates)
    .where(sure(db, score))
    .orderBy(...inOrder)
    .limit(limit);
  const done: Accepted = { eventIds: [], left: 0 };
  for (let from = 0; from < rows.length; from += perTransaction) {
    const candidateIds = rows.slice(from, from + perTransaction).map(({ candidateId }) => candidateId);
    try {
      const { eventIds, left } = await transaction(db, (tx) => acceptSome(tx, { candidateIds, score, userId }));
      done.eventIds.push(...eventIds);
      done.left += left;
    } catch (error) {
      if (done.eventIds.length === 0) throw error;
      return { ...done, left: done.left + rows.length - from, stoppedBy: error };
    }
  }
  return done;
}

async function acceptSome(
  tx: Tx,
  { candidateIds, score, userId }: { candidateIds: number[]; score: number; userId: number | null },
): Promise<Accepted> {
  // Somebody else may have decided some of them meanwhile.
  const open = await tx
    .select({ candidateId: reviewCandidates.id })
    .from(reviewCandidates)
    .where(and(inArray(reviewCandidates.id, candidateIds), sure(tx, score)));
  const eventIds: number[] = [];
  for (const { candidateId } of open) {
    try {
      // A part of its own: one candidate that cannot be taken does not hold up the others.
      eventIds.push((await transaction(tx, (part) => acceptCandidate(part, { candidateId, userId }))).eventId);
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return { eventIds, left: candidateIds.length - eventIds.length };
}
