import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { isByHand } from "#lib/editing/is-by-hand.ts";
import type { EntityKind, FieldChange, Loaded, Values } from "#lib/editing/kind.ts";
import { sameValue } from "#lib/editing/values.ts";
import { providerNames } from "#lib/providers/vocabulary.ts";
import { markUndone } from "./mark-undone.ts";

/** What becomes of one entity when everything that automation changed of it since a moment is taken back. */
export type Restored<L extends Loaded = Loaded> = {
  entity: L;
  /** Each with what is taken back by it. */
  changes: (FieldChange & { changeIds?: number[] })[];
  /** Everything that is taken back, also what comes to nothing. */
  changeIds: number[];
};

type Since = {
  entityIds: readonly number[];
  /** The last change in the history of an entity that stays. */
  after: (entityId: number) => number;
  /** Fields that say who an entity is: these go back whoever changed them. */
  isIdentity?: (field: string) => boolean;
};

/**
 * Works out what these entities were before automation changed them. What a person typed, took from a source or locked
 * since stays. Nothing is written.
 */
export async function planRestore<L extends Loaded>(
  db: Db,
  kind: EntityKind<L>,
  { entityIds, after, isIdentity = () => false }: Since,
): Promise<Restored<L>[]> {
  if (entityIds.length === 0) return [];
  const since = await inChunks(entityIds, (chunk) =>
    db
      .select()
      .from(fieldChanges)
      .where(
        and(
          eq(fieldChanges.entityType, kind.entityType),
          inArray(fieldChanges.entityId, chunk),
          gt(fieldChanges.id, Math.min(...entityIds.map(after))),
          isNull(fieldChanges.undoneAt),
          isNull(fieldChanges.undoOf),
        ),
      )
      .orderBy(asc(fieldChanges.id)),
  );
  const changesOf = Map.groupBy(since, ({ entityId }) => entityId);
  const entities = await inChunks(entityIds, (chunk) => kind.list(db, chunk));
  return entities.map((entity) => {
    const all = (changesOf.get(entity.entityId) ?? []).filter(({ id }) => id > after(entity.entityId));
    const edited = new Set(all.flatMap((change) => (isByHand(change) ? [change.field] : [])));
    const isLocked = (field: string) => {
      const lock = kind.lockOf(field);
      return lock !== undefined && entity.isLocked(lock);
    };
    const undone = all.filter(
      ({ field, source }) =>
        isIdentity(field) ||
        (!edited.has(field) && !isLocked(field) && mayRestore(kind, entity.values, { field, source })),
    );
    const changes = [...Map.groupBy(undone, ({ field }) => field)].flatMap(([field, of]) => {
      const [oldValue, newValue] = [entity.values[field], of[0]?.oldValue];
      return sameValue(oldValue, newValue) ? [] : [{ field, oldValue, newValue, changeIds: of.map(({ id }) => id) }];
    });
    return { entity, changes, changeIds: undone.map(({ id }) => id) };
  });
}

/** Facts that follow the providers go back too; what describes the disk stays told as it is. */
const mayRestore = <L extends Loaded>(
  kind: EntityKind<L>,
  values: Values,
  { field, source }: { field: string; source: string },
): boolean =>
  kind.isReversible(field) || (Object.hasOwn(values, field) && providerNames.some((name) => name === source));

/** Writes what was planned as one change of each entity, so that nothing is locked by it. */
export async function writeRestored<L extends Loaded>(
  tx: Tx,
  kind: EntityKind<L>,
  restored: readonly Restored<L>[],
  { columns = {}, userId }: { columns?: Values; userId: number | null },
): Promise<void> {
  const ids = restored.flatMap(({ changeIds }) => changeIds);
  await markUndone(tx, ids);
  const writes = restored.map(({ entity, changes, changeIds: [undoOf] }) => ({
    entity,
    changes: changes.map(({ changeIds: _ids, ...change }) => ({ ...change, ...(undoOf !== undefined && { undoOf }) })),
    columns,
  }));
  await kind.write(tx, writes, { source: "user", userId });
}
