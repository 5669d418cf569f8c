import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { EntityKind, Loaded } from "#lib/editing/kind.ts";
import { listHistoryFacts } from "#lib/editing/list-history.ts";
import {
  changedSince,
  type HistoryEntry,
  mayTakeBack,
  planEntityUndo,
  type UndoSkip,
  type UndoStep,
} from "#lib/editing/undo-rules.ts";
import { isEmpty, sameValue } from "#lib/editing/values.ts";
import { expandIdentity, findIdentityChange } from "./expand-identity.ts";
import { planRestore } from "./restore-since.ts";
import { type ItemGroup, inTarget, type UndoTarget } from "./target.ts";
import { findOwnUndoer, type OwnUndoer } from "./undoers.ts";

/** What taking changes of one item back makes of it. */
export type ItemUndo<L extends Loaded = Loaded> = {
  entityType: string;
  entityId: number;
  /** As people call it. */
  name: string;
  entity: L;
  /** What its kind writes. */
  steps: UndoStep[];
  /** What an undoer of its own writes; one change each. */
  own: (UndoStep & { change: HistoryEntry })[];
  skipped: UndoSkip[];
  /** Changes that describe the disk, or that nothing takes back. */
  fixed: number;
  /** The change that made it the title it is now, when it is another one afterwards; else null. */
  identityId: number | null;
};

/** The changes of a target on some items of one type, with the ids that belong to each other. */
export async function listGiven(db: Db, target: UndoTarget, { entityType, entityIds }: ItemGroup) {
  const given = await inChunks(entityIds, (chunk) =>
    db
      .select()
      .from(fieldChanges)
      .where(and(inTarget(db, target), eq(fieldChanges.entityType, entityType), inArray(fieldChanges.entityId, chunk))),
  );
  return expandIdentity(db, entityType, given);
}

/** The plans of the items of one kind that these changes are of. */
export async function planItems<L extends Loaded>(
  db: Db,
  kind: EntityKind<L>,
  given: readonly HistoryEntry[],
): Promise<ItemUndo<L>[]> {
  const { entityType } = kind;
  const inOrder = given.toSorted((a, b) => a.id - b.id);
  const changesOf = Map.groupBy(inOrder, ({ entityId }) => entityId);
  const found = await inChunks([...changesOf.keys()], (chunk) => kind.list(db, chunk));
  // In an order that lasts: a preview has to be the same as long as the same would be done.
  const entities = found.toSorted((one, other) => one.entityId - other.entityId);
  const known = given.filter(
    (change) => change.undoneAt === null && (mayTakeBack(kind, change) || findOwnUndoer(entityType, change.field)),
  );
  const history = await listHistoryFacts(db, kind, known);
  const still = await listStill(db, kind, { entities, changesOf });
  const fixedBy = (await kind.whyFixed?.(db, known)) ?? new Map<number, string>();
  const plans = entities.map((entity) => {
    const { entityId, name } = entity;
    const given = changesOf.get(entityId) ?? [];
    const all = given.filter(({ id }) => !fixedBy.has(id));
    const facts = history.get(entityId) ?? [];
    const { steps, skipped } = planEntityUndo(kind, entity, { given: all, history: facts, still });
    const own = planOwn(entityType, all, facts);
    const isFixed = ({ undoneAt, field }: HistoryEntry) =>
      undoneAt === null && !mayTakeBack(kind, { field, undoOf: null }) && !findOwnUndoer(entityType, field);
    return {
      entityType,
      entityId,
      name,
      entity,
      steps,
      own: own.steps,
      skipped: [...skipped, ...own.skipped, ...planFixed(kind, entity, { given, fixedBy })],
      fixed: all.filter(isFixed).length,
      identityId: findIdentityChange(entityType, entity.values, steps),
    };
  });
  return joinFollowing(db, kind, await withPresent(db, entityType, plans));
}

/** Of what an undoer of its own leaves as it is, what is there now: something else than what the change had set. */
async function withPresent<L extends Loaded>(
  db: Db,
  entityType: string,
  plans: readonly ItemUndo<L>[],
): Promise<ItemUndo<L>[]> {
  const staying = plans.flatMap(({ entityId, skipped }) => skipped.map(({ field }) => ({ entityId, field })));
  const present = new Map<OwnUndoer, ReadonlyMap<number, unknown>>();
  for (const [undoer, of] of Map.groupBy(staying, ({ field }) => findOwnUndoer(entityType, field))) {
    const entityIds = [...new Set(of.map(({ entityId }) => entityId))];
    const values = await undoer?.listNow?.(db, { entityType, entityIds });
    if (undoer && values) present.set(undoer, values);
  }
  const show = (entityId: number, skip: UndoSkip): UndoSkip => {
    const undoer = findOwnUndoer(entityType, skip.field);
    const values = undoer && present.get(undoer);
    return values ? { ...skip, now: values.get(entityId) } : skip;
  };
  return plans.map((plan) => ({ ...plan, skipped: plan.skipped.map((skip) => show(plan.entityId, skip)) }));
}

/** What automation did because an item was another title goes back with that; nothing is locked by it. */
async function joinFollowing<L extends Loaded>(
  db: Db,
  kind: EntityKind<L>,
  plans: readonly ItemUndo<L>[],
): Promise<ItemUndo<L>[]> {
  const since = new Map(plans.flatMap(({ entityId, identityId }) => (identityId ? [[entityId, identityId]] : [])));
  const after = (entityId: number) => since.get(entityId) ?? 0;
  const restored = await planRestore(db, kind, { entityIds: [...since.keys()], after });
  const changesOf = new Map(restored.map(({ entity, changes }) => [entity.entityId, changes]));
  return plans.map((plan) => {
    const taken = new Set(plan.steps.map(({ field }) => field));
    const joined = (changesOf.get(plan.entityId) ?? []).filter(({ field }) => !taken.has(field));
    const fields = new Set(joined.map(({ field }) => field));
    const steps = joined.map(({ field, oldValue: now, newValue: becomes, changeIds = [] }) => ({
      ...{ field, label: kind.labelOf(field), changeIds, lock: undefined },
      ...{ now: isEmpty(now) ? null : now, becomes: isEmpty(becomes) ? null : becomes },
    }));
    const skipped = plan.skipped.filter(({ field }) => !fields.has(field));
    return { ...plan, steps: [...plan.steps, ...steps], skipped };
  });
}

/** Changes whose value is there still under another name, as of a set that was renamed since; there are few. */
export async function listStill<L extends Loaded>(
  db: Db,
  kind: EntityKind<L>,
  of: { entities: readonly L[]; changesOf: ReadonlyMap<number, readonly HistoryEntry[]> },
): Promise<Set<number>> {
  const still = new Set<number>();
  for (const entity of of.entities) {
    for (const change of of.changesOf.get(entity.entityId) ?? []) {
      const isOther = change.undoneAt === null && !sameValue(entity.values[change.field], change.newValue);
      if (isOther && (await kind.isStill?.(db, entity, change))) still.add(change.id);
    }
  }
  return still;
}

/** Changes that cannot be taken back as things are. */
function planFixed<L extends Loaded>(
  kind: EntityKind<L>,
  entity: L,
  { given, fixedBy }: { given: readonly HistoryEntry[]; fixedBy: ReadonlyMap<number, string> },
): UndoSkip[] {
  return given.flatMap(({ id, entityType, field, newValue }) => {
    const reason = fixedBy.get(id);
    if (reason === undefined) return [];
    const own = findOwnUndoer(entityType, field);
    const now = own ? newValue : entity.values[field];
    return [{ changeId: id, field, label: own?.labelOf(field) ?? kind.labelOf(field), now, reason }];
  });
}

type OwnPlan = Pick<ItemUndo, "skipped"> & { steps: ItemUndo["own"] };

/** Only the newest change of such a field can be taken back; what is there is looked at when that is done. */
function planOwn(
  entityType: string,
  given: readonly HistoryEntry[],
  history: readonly { id: number; field: string; undoneAt: Date | null; undoOf: number | null }[],
): OwnPlan {
  const plan: OwnPlan = { steps: [], skipped: [] };
  for (const change of given.toSorted((a, b) => b.id - a.id)) {
    const undoer = change.undoneAt === null ? findOwnUndoer(entityType, change.field) : undefined;
    if (!undoer) continue;
    const ids = new Set(given.map(({ id }) => id));
    const { id, field, newValue: now, oldValue: becomes } = change;
    const label = undoer.labelOf(field);
    const isLast = !history.some(
      (fact) =>
        !undoer.standsAlone &&
        fact.field === field &&
        fact.id > id &&
        fact.undoneAt === null &&
        fact.undoOf === null &&
        !ids.has(fact.id),
    );
    if (isLast) plan.steps.push({ field, label, now, becomes, changeIds: [id], lock: undoer.lockOf?.(change), change });
    else plan.skipped.push({ changeId: id, field, label, now, reason: changedSince });
  }
  return plan;
}
