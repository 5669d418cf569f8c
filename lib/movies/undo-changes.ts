import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges, movies } from "#db/schema/index.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { idFieldNames } from "./fields.ts";
import { undoChange } from "./history.ts";
import { getMovieState } from "./movie-state.ts";

/**
 * Takes several changes of one film back together, the newest first, or none of them, and asks for what has to follow. A
 * film that is another one than before by that loses all ids it got together, and is fetched anew before it is published.
 * Throws as undoChange does.
 */
export async function undoChanges(
  tx: Tx,
  params: { changeIds: readonly number[]; userId: number | null },
): Promise<{ movieId: number } | undefined> {
  const { userId } = params;
  const { changeIds, isIdentity } = await withIds(tx, params.changeIds);
  let undone: { movieId: number } | undefined;
  // One after the other: each reads what the one before has written. There are no more than a form has fields.
  for (const changeId of changeIds.toSorted((a, b) => b - a)) undone = await undoChange(tx, { changeId, userId });
  if (!undone) return undefined;
  const { movieId } = undone;
  if (isIdentity) await followIdentity(tx, { movieId, userId });
  else await publishSoon(tx, { movieIds: [movieId], createdBy: userId });
  return undone;
}

/** The given changes, and with an id the other ids that came with it. */
async function withIds(tx: Tx, changeIds: readonly number[]): Promise<{ changeIds: number[]; isIdentity: boolean }> {
  const idFields: string[] = [...idFieldNames];
  const given = await tx
    .select()
    .from(fieldChanges)
    .where(inArray(fieldChanges.id, [...changeIds]));
  const ids = given.filter(({ field }) => idFields.includes(field));
  const [first] = ids;
  if (!first) return { changeIds: [...changeIds], isIdentity: false };
  const together = await tx
    .select({ id: fieldChanges.id })
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
  const all = new Set([...changeIds, ...together.map(({ id }) => id)]);
  return { changeIds: [...all], isIdentity: ids.some(({ field }) => field === "tmdbId") };
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
