import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { reviewCandidates } from "#db/schema/index.ts";
import type { ReviewCandidate, ReviewKind } from "./vocabulary.ts";

type Item = { kind: ReviewKind; itemId: number };

/** Who some items might be, each best first. */
export async function listReviewCandidates(db: Db, items: readonly Item[]): Promise<(item: Item) => ReviewCandidate[]> {
  const idsOf = (kind: ReviewKind) => items.flatMap((item) => (item.kind === kind ? [item.itemId] : []));
  const { entityType, entityId } = reviewCandidates;
  const ofKind = (kind: ReviewKind) => and(eq(entityType, kind), inArray(entityId, idsOf(kind)));
  const rows = await db
    .select()
    .from(reviewCandidates)
    .where(or(ofKind("movie"), ofKind("series")))
    .orderBy(asc(reviewCandidates.rank));
  const byItem = Map.groupBy(rows, (row) => `${row.entityType}:${row.entityId}`);
  return ({ kind, itemId }) =>
    (byItem.get(`${kind}:${itemId}`) ?? []).map((row) => ({
      candidateId: row.id,
      provider: row.provider,
      providerId: row.providerId,
      title: row.title,
      originalTitle: row.originalTitle,
      year: row.year,
      runtimeMinutes: row.runtimeMinutes,
      overview: row.overview,
      hasPoster: row.posterUrl !== null,
      score: row.score,
      reasons: row.reasons ?? [],
    }));
}

/** The address of a candidate's poster at its provider; undefined when it has none or is gone. */
export async function findPosterUrl(db: Db, candidateId: number): Promise<string | undefined> {
  const [row] = await db
    .select({ posterUrl: reviewCandidates.posterUrl })
    .from(reviewCandidates)
    .where(eq(reviewCandidates.id, candidateId));
  return row?.posterUrl ?? undefined;
}
