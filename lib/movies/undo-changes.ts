import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges, movies } from "#db/schema/index.ts";
import { type HistoryEntry, undoEntityChange } from "#lib/editing/undo-change.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { idFieldNames } from "./fields.ts";
import { movieKind } from "./kind.ts";
import { getMovieState } from "./movie-state.ts";

/**
 * Takes several changes of one film back together, the newest first, or none of them, and asks for what has to follow. A
 * film that is another one than before by that loses all ids it got together, and is fetched anew before it is published.
 * Throws not_found, and as undoEntityChange does.
 */
export async function undoChanges(
  tx: Tx,
  params: { changeIds: readonly number[]; userId: number | null },
): Promise<{ movieId: number }> {
  const { userId } = params;
  const { changes, isIdentity } = await withIds(tx, params.changeIds);
  const [first] = changes;
  if (!first) throw new AppError("not_found", "This change is no longer in the history.");
  // One after the other: each reads what the one before has written. There are no more than a form has fields.
  for (const change of changes.toSorted((a, b) => b.id - a.id))
    await undoEntityChange(tx, movieKind, { change, userId });
  const movieId = first.entityId;
  if (isIdentity) await followIdentity(tx, { movieId, userId });
  else await publishSoon(tx, { movieIds: [movieId], createdBy: userId });
  return { movieId };
}

/** The given changes, and with an id the other ids that came with it. */
async function withIds(
  tx: Tx,
  changeIds: readonly number[],
): Promise<{ changes: HistoryEntry[]; isIdentity: boolean }> {
  const idFields: string[] = [...idFieldNames];
  const given = await tx
    .select()
    .from(fieldChanges)
    .where(and(inArray(fieldChanges.id, [...changeIds]), eq(fieldChanges.entityType, "movie")));
  const ids = given.filter(({ field }) => idFields.includes(field));
  const [first] = ids;
  if (!first) return { changes: given, isIdentity: false };
  const together = await tx
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, first.entityType),
        eq(fieldChanges.entityId, first.entityId),
        eq(fieldChanges.source, first.source),
        eq(fieldChanges.changedAt, first.changedAt),
        inArray(fieldChanges.field, idFields),
      ),
    );
  const all = new Map([...given, ...together].map((change) => [change.id, change]));
  return { changes: [...all.values()], isIdentity: ids.some(({ field }) => field === "tmdbId") };
}

async function followIdentity(tx: Tx, { movieId, userId }: { movieId: number; userId: number | null }): Promise<void> {
  const { movie } = await getMovieState(tx, movieId);
  const isKnown = movie.tmdbId !== null;
  await tx
    .update(movies)
    .set({ identificationStatus: isKnown ? "identified" : "needs_identification" })
    .where(eq(movies.id, movieId));
  if (isKnown) await enqueue(tx, "movie.enrich", { movieId }, { createdBy: userId });
}
