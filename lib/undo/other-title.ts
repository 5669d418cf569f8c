import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, movies, seasons, series, seriesExternalIds } from "#db/schema/index.ts";
import type { Values } from "#lib/editing/kind.ts";
import type { HistoryEntry } from "#lib/editing/undo-rules.ts";
import { isEmpty, sameValue } from "#lib/editing/values.ts";

type Taking = Pick<HistoryEntry, "id" | "entityId" | "changedAt">;

/** The ids that say which title a film or series is, and how its episodes are counted. */
const titleFields = ["tmdbId", "tvdbId", "tvmazeId", "episodeOrder"] as const;

/**
 * Of rows that took something back, those whose values are of another title than the item is now, each with the reason
 * for people: since then, or by the same undo, it was identified otherwise, or its episodes were counted otherwise.
 */
export async function whyOtherTitle(
  db: Db,
  entityType: string,
  given: readonly Taking[],
): Promise<ReadonlyMap<number, string>> {
  const titleOf = await listTitles(db, entityType, given);
  if (titleOf.size === 0) return new Map();
  const titleType = entityType === "movie" ? "movie" : "series";
  const titleIds = [...new Set(titleOf.values())];
  const now = await listTitleValues(db, titleType, titleIds);
  const changes = await db
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, titleType),
        inArray(fieldChanges.entityId, titleIds),
        inArray(fieldChanges.field, [...titleFields]),
      ),
    )
    .orderBy(fieldChanges.id);
  const changesOf = Map.groupBy(changes, ({ entityId }) => entityId);
  const reasons = new Map<number, string>();
  for (const { id, entityId, changedAt } of given) {
    const titleId = titleOf.get(entityId) ?? 0;
    const since = (changesOf.get(titleId) ?? []).filter((change) => change.changedAt >= changedAt);
    const present = now.get(titleId) ?? {};
    // What they were before is told by the first change since.
    const before = { ...present, ...Object.fromEntries(since.toReversed().map((one) => [one.field, one.oldValue])) };
    if (isOtherTitle(before, present)) reasons.set(id, "It was identified otherwise since.");
    else if (!sameValue(before.episodeOrder, present.episodeOrder))
      reasons.set(id, "The episodes were counted otherwise since.");
  }
  return reasons;
}

/** One that had ids, none of which it has now. */
function isOtherTitle(before: Values, now: Values): boolean {
  const { episodeOrder: _order, ...ids } = before;
  const had = Object.entries(ids).filter(([, value]) => !isEmpty(value));
  return had.length > 0 && !had.some(([field, value]) => sameValue(value, now[field]));
}

/** The film or series that each of the items is, or is a part of. */
async function listTitles(db: Db, entityType: string, given: readonly Taking[]): Promise<ReadonlyMap<number, number>> {
  const ids = [...new Set(given.map(({ entityId }) => entityId))];
  if (entityType === "movie" || entityType === "series") return new Map(ids.map((id) => [id, id]));
  if (entityType !== "season" && entityType !== "episode") return new Map();
  const table = entityType === "season" ? seasons : episodes;
  const rows = await db.select({ id: table.id, titleId: table.seriesId }).from(table).where(inArray(table.id, ids));
  return new Map(rows.map(({ id, titleId }) => [id, titleId]));
}

async function listTitleValues(db: Db, titleType: "movie" | "series", ids: number[]): Promise<Map<number, Values>> {
  const rows =
    titleType === "movie"
      ? await db.select({ id: movies.id, tmdbId: movies.tmdbId }).from(movies).where(inArray(movies.id, ids))
      : await db
          .select({
            id: series.id,
            tmdbId: series.tmdbId,
            tvdbId: series.tvdbId,
            tvmazeId: seriesExternalIds.tvmazeId,
            episodeOrder: series.episodeOrder,
          })
          .from(series)
          .leftJoin(seriesExternalIds, eq(seriesExternalIds.seriesId, series.id))
          .where(inArray(series.id, ids));
  return new Map(rows.map(({ id, ...values }) => [id, values]));
}
