import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { type TrailerOwner, trailerCandidates } from "#db/schema/index.ts";

/** Takes out the trailers that providers offered of other titles. What was chosen or downloaded stays. */
export async function forgetTrailers(tx: Tx, entityType: TrailerOwner, entityIds: number[]): Promise<void> {
  const { sourceType, isSelected, cacheVideoFileId } = trailerCandidates;
  await tx
    .delete(trailerCandidates)
    .where(
      and(
        eq(trailerCandidates.entityType, entityType),
        inArray(trailerCandidates.entityId, entityIds),
        eq(sourceType, "provider"),
        eq(isSelected, false),
        isNull(cacheVideoFileId),
      ),
    );
}
