import { and, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, type itemEvents, seasons } from "#db/schema/index.ts";
import { crewTwinsOf } from "#lib/people/crew-twins.ts";
import { partOfField } from "./parts.ts";
import type { TimelinePart } from "./vocabulary.ts";

/** A film, a series with its seasons and episodes, a film set, or a person: who acts, with the same one behind the camera. */
export type ItemScope =
  | { movieId: number }
  | { seriesId: number }
  | { collectionId: number }
  | { actorId: number }
  | { crewId: number };

/** One item alone instead of all, and one part of its timeline instead of everything. */
type Narrowed = { of?: ItemScope | undefined; part?: TimelinePart | undefined };

/** What is to be taken back: all that a job or a command changed, or single changes. */
export type UndoTarget = ({ jobId: number } & Narrowed) | ({ batch: string } & Narrowed) | { changeIds: number[] };

/** A decision about who an item is, by its event. */
export type DecisionTarget = { eventId: number };

/** What is to be brought back: all that was taken back of an item together with one row of its history. */
export type RedoTarget = { redoOf: number; of: ItemScope; part: TimelinePart };

/** One that has a history. */
export type HistoryItem = { entityType: string; entityId: number };

/** The changes of a target. First readings and what takes something back are none. */
export function inTarget(db: Db, target: UndoTarget): SQL | undefined {
  return and(
    "jobId" in target
      ? eq(fieldChanges.jobId, target.jobId)
      : "batch" in target
        ? eq(fieldChanges.batch, target.batch)
        : inArray(fieldChanges.id, [...target.changeIds]),
    "of" in target && target.of ? inScope(db, target.of, fieldChanges) : undefined,
    "part" in target && target.part ? sql`${partOfField()} = ${target.part}` : undefined,
    isNull(fieldChanges.undoOf),
    ne(fieldChanges.field, "*"),
  );
}

/** Rows of an item and of what it consists of. */
export function inScope(
  db: Db,
  scope: ItemScope,
  { entityType, entityId }: typeof fieldChanges | typeof itemEvents,
): SQL | undefined {
  if ("movieId" in scope) return and(eq(entityType, "movie"), eq(entityId, scope.movieId));
  if ("collectionId" in scope) return and(eq(entityType, "collection"), eq(entityId, scope.collectionId));
  if ("crewId" in scope) return and(eq(entityType, "crew"), eq(entityId, scope.crewId));
  if ("actorId" in scope) {
    const { actorId } = scope;
    return or(
      and(eq(entityType, "actor"), eq(entityId, actorId)),
      and(eq(entityType, "crew"), inArray(entityId, crewTwinsOf(db, actorId))),
    );
  }
  const { seriesId } = scope;
  const ofSeasons = db.select({ id: seasons.id }).from(seasons).where(eq(seasons.seriesId, seriesId));
  const ofEpisodes = db.select({ id: episodes.id }).from(episodes).where(eq(episodes.seriesId, seriesId));
  return or(
    and(eq(entityType, "series"), eq(entityId, seriesId)),
    and(eq(entityType, "season"), inArray(entityId, ofSeasons)),
    and(eq(entityType, "episode"), inArray(entityId, ofEpisodes)),
  );
}

/** Items that are planned and written together. */
const itemsPerGroup = 200;

export type ItemGroup = { entityType: string; entityIds: number[] };

/** The items that a target touches, in groups of one kind: each is planned and taken back by itself. */
export async function listGroups(db: Db, target: UndoTarget): Promise<ItemGroup[]> {
  const items = await db
    .selectDistinct({ entityType: fieldChanges.entityType, entityId: fieldChanges.entityId })
    .from(fieldChanges)
    .where(and(inTarget(db, target), isNull(fieldChanges.undoneAt)))
    .orderBy(sql`1`, sql`2`);
  return inGroups(items).map(({ entityType, items: of }) => ({
    entityType,
    entityIds: of.map(({ entityId }) => entityId),
  }));
}

/** Items in groups of one type each, small enough for one transaction. */
export function inGroups<T extends HistoryItem>(items: readonly T[]): { entityType: string; items: T[] }[] {
  return [...Map.groupBy(items, ({ entityType }) => entityType)].flatMap(([entityType, of]) =>
    Array.from({ length: Math.ceil(of.length / itemsPerGroup) }, (_, index) => ({
      entityType,
      items: of.slice(index * itemsPerGroup, (index + 1) * itemsPerGroup),
    })),
  );
}
