import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, seasons } from "#db/schema/index.ts";
import { titleFields } from "#lib/editing/identity-fields.ts";
import type { Loaded, Values } from "#lib/editing/kind.ts";
import type { HistoryEntry } from "#lib/editing/undo-rules.ts";
import { isEmpty, sameValue } from "#lib/editing/values.ts";
import { mainIds } from "./expand-identity.ts";
import { withKind } from "./undoers.ts";

type Taking = Pick<HistoryEntry, "id" | "entityId" | "changedAt">;

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
    if (isOtherTitle(mainIds[titleType] ?? [], before, present)) reasons.set(id, "It was identified otherwise since.");
    else if (!sameValue(before.episodeOrder, present.episodeOrder))
      reasons.set(id, "The episodes were counted otherwise since.");
  }
  return reasons;
}

/** One that had ids, none of which it has now. */
function isOtherTitle(idFields: readonly string[], before: Values, now: Values): boolean {
  const had = idFields.filter((field) => !isEmpty(before[field]));
  return had.length > 0 && !had.some((field) => sameValue(before[field], now[field]));
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

/** What these titles are now. */
async function listTitleValues(db: Db, titleType: string, titleIds: readonly number[]): Promise<Map<number, Values>> {
  const titles = await withKind<Promise<Loaded[]>>(titleType, (kind) => kind.list(db, titleIds));
  return new Map(titles?.map(({ entityId, values }) => [entityId, values]));
}
