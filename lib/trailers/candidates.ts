import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { type TrailerOwner, trailerCandidates } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { TrailerRow } from "./next-step.ts";
import { scoreTrailer, type TrailerTaste } from "./score-trailer.ts";

/** What is offered of these owners and was not taken out by a person. */
export function listOfferedTrailers(
  db: Db,
  { entityType, entityIds }: { entityType: TrailerOwner; entityIds: readonly number[] },
): Promise<TrailerRow[]> {
  return db
    .select()
    .from(trailerCandidates)
    .where(
      and(
        eq(trailerCandidates.entityType, entityType),
        inArray(trailerCandidates.entityId, [...entityIds]),
        isNull(trailerCandidates.removedAt),
      ),
    )
    .orderBy(asc(trailerCandidates.id));
}

/** Throws not_found when it is gone, or a person took it out. */
export async function getTrailerRow(db: Db, candidateId: number): Promise<TrailerRow> {
  const [row] = await db.select().from(trailerCandidates).where(eq(trailerCandidates.id, candidateId));
  if (!row || row.removedAt !== null) throw new AppError("not_found", "This trailer is no longer offered.");
  return row;
}

/** Writes the scores that differ from what is stored. */
export async function scoreRows(tx: Tx, rows: readonly TrailerRow[], taste: TrailerTaste): Promise<void> {
  const changed = rows.flatMap((row) => {
    const { score, breakdown } = scoreTrailer(row, taste);
    const isSame = row.score === score && sameScore(row.scoreBreakdown, breakdown);
    return isSame ? [] : [{ id: row.id, score, scoreBreakdown: breakdown }];
  });
  await bulkUpdate(tx, trailerCandidates, changed);
}

const sameScore = (one: TrailerRow["scoreBreakdown"], other: NonNullable<TrailerRow["scoreBreakdown"]>): boolean =>
  one !== null &&
  (["official", "language", "resolution"] as const).every(
    (part) => one[part].points === other[part].points && one[part].reason === other[part].reason,
  );
