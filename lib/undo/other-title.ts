import { and, eq, gt, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, seasons } from "#db/schema/index.ts";
import type { HistoryEntry } from "#lib/editing/undo-rules.ts";
import { isEmpty } from "#lib/editing/values.ts";

type Taking = Pick<HistoryEntry, "id" | "entityId" | "undoOf">;

/**
 * Of rows that took something back, those whose values are of another title than the item is now, each with the reason
 * for people: it was identified otherwise since those values were there, or its episodes were counted otherwise.
 */
export async function whyOtherTitle(
  db: Db,
  entityType: string,
  given: readonly Taking[],
): Promise<ReadonlyMap<number, string>> {
  const titleOf = await listTitles(db, entityType, given);
  if (titleOf.size === 0) return new Map();
  const since = await db
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType === "movie" ? "movie" : "series"),
        inArray(fieldChanges.entityId, [...new Set(titleOf.values())]),
        inArray(fieldChanges.field, ["tmdbId", "tvdbId", "tvmazeId", "episodeOrder"]),
        gt(fieldChanges.id, Math.min(...given.map(({ undoOf }) => undoOf ?? 0))),
      ),
    );
  const reasons = new Map<number, string>();
  for (const { id, entityId, undoOf } of given) {
    const later = since.filter((change) => change.entityId === titleOf.get(entityId) && change.id > (undoOf ?? 0));
    if (later.some((change) => isOther(entityType, change))) reasons.set(id, "It was identified otherwise since.");
    else if (later.some(({ field }) => field === "episodeOrder"))
      reasons.set(id, "The episodes were counted otherwise since.");
  }
  return reasons;
}

/** A film has one id that says who it is. A series keeps one that is only led to a further database, or from it. */
function isOther(entityType: string, { field, oldValue, newValue }: HistoryEntry): boolean {
  if (field === "episodeOrder" || isEmpty(oldValue)) return false;
  return entityType === "movie" || !isEmpty(newValue);
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
