import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles, type TrailerOwner, trailerCandidates } from "#db/schema/index.ts";

/** What is published as the trailer of one owner. */
export type ChosenTrailer =
  | {
      state: "ready";
      file: { cacheFileId: number; filePath: string; hash: string; sizeBytes: number; format: string };
    }
  /** One is chosen and not there yet, or the one there was is gone and none is found instead: what is published stays. */
  | { state: "pending" }
  | { state: "none" };

/** The trailers to publish, by owner, with one query. Owners without any are left out. */
export async function listChosenTrailers(
  db: Db,
  { entityType, entityIds }: { entityType: TrailerOwner; entityIds: readonly number[] },
): Promise<Map<number, ChosenTrailer>> {
  const { isSelected, failureReason, removedAt, entityId } = trailerCandidates;
  const rows = await db
    .select({ entityId, isSelected, cached: cacheVideoFiles })
    .from(trailerCandidates)
    .leftJoin(cacheVideoFiles, eq(cacheVideoFiles.id, trailerCandidates.cacheVideoFileId))
    .where(
      and(
        eq(trailerCandidates.entityType, entityType),
        inArray(entityId, [...entityIds]),
        isNull(removedAt),
        or(eq(isSelected, true), eq(failureReason, "unavailable")),
      ),
    )
    .orderBy(asc(isSelected), asc(trailerCandidates.id));
  const chosen = new Map<number, ChosenTrailer>();
  // What is selected comes last and wins.
  for (const row of rows) {
    if (!row.isSelected && row.cached === null) continue;
    chosen.set(row.entityId, row.isSelected && row.cached ? readyOf(row.cached) : { state: "pending" });
  }
  return chosen;
}

function readyOf(row: typeof cacheVideoFiles.$inferSelect): ChosenTrailer {
  const { id: cacheFileId, filePath, fileHash: hash, fileSizeBytes: sizeBytes, format } = row;
  return { state: "ready", file: { cacheFileId, filePath, hash, sizeBytes, format } };
}
