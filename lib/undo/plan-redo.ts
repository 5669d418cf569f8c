import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import type { EntityKind, Loaded } from "#lib/editing/kind.ts";
import { listHistoryFacts } from "#lib/editing/list-history.ts";
import { planEntityRedo } from "#lib/editing/redo-rules.ts";
import { type HistoryEntry, labelOf } from "#lib/editing/undo-rules.ts";
import { whyOtherTitle } from "./other-title.ts";
import { partOfField } from "./parts.ts";
import { type ItemUndo, listStill } from "./plan-group.ts";
import { type HistoryItem, inGroups, inScope, type RedoTarget } from "./target.ts";
import { findOwnUndoer, isRedoable } from "./undoers.ts";
import { redoByHand } from "./vocabulary.ts";

/** Rows by which something was taken back, of items of one type. */
export type Takings = { entityType: string; given: HistoryEntry[] };

/** The rows of a target that still took something back, in groups of items of one type. */
export async function listTakings(db: Db, { redoOf, of, part }: RedoTarget): Promise<Takings[]> {
  const [one] = await db.select().from(fieldChanges).where(eq(fieldChanges.id, redoOf));
  if (!one) return [];
  const moment = db.select({ at: fieldChanges.changedAt }).from(fieldChanges).where(eq(fieldChanges.id, redoOf));
  const rows = await db
    .select()
    .from(fieldChanges)
    .where(
      and(
        inScope(db, of, fieldChanges),
        sql`${partOfField()} = ${part}`,
        one.jobId === null
          ? and(isNull(fieldChanges.jobId), eq(fieldChanges.changedAt, moment))
          : eq(fieldChanges.jobId, one.jobId),
        isNotNull(fieldChanges.undoOf),
        isNull(fieldChanges.undoneAt),
      ),
    )
    .orderBy(fieldChanges.entityType, fieldChanges.entityId, fieldChanges.id);
  const givenOf = Map.groupBy(rows, keyOf);
  const items = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
  return inGroups(items).map(({ entityType, items: of }) => ({
    entityType,
    given: of.flatMap((row) => givenOf.get(keyOf(row)) ?? []),
  }));
}

const keyOf = ({ entityType, entityId }: HistoryItem): string => `${entityType} ${entityId}`;

/** What bringing back what these rows took makes of the items of one kind. Nothing is written. */
export async function planRedoItems<L extends Loaded>(
  db: Db,
  kind: EntityKind<L>,
  given: readonly HistoryEntry[],
): Promise<ItemUndo<L>[]> {
  const { entityType } = kind;
  const changesOf = Map.groupBy(given, ({ entityId }) => entityId);
  const entities = (await kind.list(db, [...changesOf.keys()])).toSorted((a, b) => a.entityId - b.entityId);
  const history = await listHistoryFacts(db, kind, given);
  const others = await whyOtherTitle(db, entityType, given);
  const still = await listStill(db, kind, { entities, changesOf });
  const fixedBy = (await kind.whyFixed?.(db, given)) ?? new Map<number, string>();
  return entities.map((entity) => {
    const { entityId, name } = entity;
    const all = changesOf.get(entityId) ?? [];
    const reasonOf = (change: HistoryEntry) =>
      others.get(change.id) ?? fixedBy.get(change.id) ?? (isRedoable(change) ? undefined : redoByHand);
    const able = all.filter((change) => reasonOf(change) === undefined);
    const facts = history.get(entityId) ?? [];
    const { steps, skipped } = planEntityRedo(kind, entity, { given: able, history: facts, still });
    const staying = all.flatMap((change) => {
      const reason = reasonOf(change);
      if (reason === undefined) return [];
      const { id: changeId, field, newValue: now } = change;
      const label = findOwnUndoer(entityType, field)?.labelOf(field) ?? labelOf(kind, field);
      return [{ changeId, field, label, now, reason }];
    });
    return {
      ...{ entityType, entityId, name, entity, steps, own: [], fixed: 0, identityId: null },
      skipped: [...skipped, ...staying],
    };
  });
}
