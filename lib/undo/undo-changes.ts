import { inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { changedSince } from "#lib/editing/undo-rules.ts";
import { AppError } from "#lib/errors.ts";
import { listGiven, planItems } from "./plan-group.ts";
import { type ItemGroup, listGroups, type UndoTarget } from "./target.ts";
import { type UndoCount, type UndoneBy, undoItems } from "./undo-items.ts";
import { isReversible, withKind } from "./undoers.ts";

/**
 * Takes several changes back together, or none of them, as undoEntityChange does for one of one entity. Throws not_found, invalid for what cannot be taken back, and
 * conflict when one was taken back already or its value changed since.
 */
export async function undoChanges(
  tx: Tx,
  { changeIds, userId }: { changeIds: readonly number[]; userId: number | null },
): Promise<UndoCount> {
  await refuseOdd(tx, changeIds);
  const target = { changeIds: [...changeIds] };
  const total: UndoCount = { items: 0, fields: 0, skipped: 0 };
  for (const group of await listGroups(tx, target)) {
    await refuseSkips(tx, target, group);
    addCount(total, await undoGroup(tx, target, group, { userId, jobId: null }));
  }
  // Some fields are looked at only when they are written.
  if (total.skipped > 0) throw new AppError("conflict", "It was changed again since, so nothing was taken back.");
  return total;
}

/** What is to be done by a person, or by their job. */
export type UndoRun<T> = { target: T } & Partial<UndoneBy> & Progress;

type Progress = {
  signal?: AbortSignal | undefined;
  onProgress?: (done: number, of: number) => void;
  /** Throws when another worker has the job by now. */
  assertOwned?: ((tx: Tx) => Promise<void>) | undefined;
};

/**
 * Takes all of a target back that can be, the newest first, one transaction per group of items: what changes meanwhile
 * stays. May be run again after a stop.
 */
export async function undoTarget(
  db: Db,
  { target, userId, jobId = null, signal, onProgress, assertOwned }: UndoRun<UndoTarget>,
): Promise<UndoCount> {
  const groups = await listGroups(db, target);
  const total: UndoCount = { items: 0, fields: 0, skipped: 0 };
  for (const [index, group] of groups.entries()) {
    signal?.throwIfAborted();
    const done = await transaction(db, async (tx) => {
      await assertOwned?.(tx);
      return undoGroup(tx, target, group, { userId: userId ?? null, jobId });
    });
    addCount(total, done);
    onProgress?.(index + 1, groups.length);
  }
  return total;
}

async function undoGroup(tx: Tx, target: UndoTarget, group: ItemGroup, by: UndoneBy): Promise<UndoCount> {
  const given = await listGiven(tx, target, group);
  const done = withKind<Promise<UndoCount>>(group.entityType, (kind) => undoItems(tx, kind, given, by));
  return (await done) ?? { items: 0, fields: 0, skipped: given.length };
}

/** Adds one count to another. */
export function addCount(total: UndoCount, more: UndoCount): void {
  total.items += more.items;
  total.fields += more.fields;
  total.skipped += more.skipped;
}

async function refuseOdd(tx: Tx, changeIds: readonly number[]): Promise<void> {
  const rows = await tx
    .select({
      entityType: fieldChanges.entityType,
      field: fieldChanges.field,
      undoOf: fieldChanges.undoOf,
      undoneAt: fieldChanges.undoneAt,
    })
    .from(fieldChanges)
    .where(inArray(fieldChanges.id, [...changeIds]));
  if (rows.length === 0) throw new AppError("not_found", "This change is no longer in the history.");
  if (rows.some((row) => row.undoOf !== null || !isReversible(row))) {
    throw new AppError("invalid", "This entry of the history cannot be taken back.");
  }
  if (rows.some(({ undoneAt }) => undoneAt !== null)) {
    throw new AppError("conflict", "This change was taken back already.");
  }
}

async function refuseSkips(tx: Tx, target: UndoTarget, group: ItemGroup): Promise<void> {
  const given = await listGiven(tx, target, group);
  const refusal = await withKind(group.entityType, async (kind) => {
    const plans = await planItems(tx, kind, given);
    if (plans.length === 0) return { message: "This is no longer in Metarr.", code: "not_found" as const };
    const [first] = plans.flatMap(({ name, skipped }) => skipped.map((skip) => ({ name, ...skip })));
    return first && { message: messageOf(first), code: "conflict" as const, field: first.field, theirs: first.now };
  });
  if (!refusal) return;
  const { code, message, ...more } = refusal;
  throw new AppError(code, message, "field" in more ? { field: more.field, details: { theirs: more.theirs } } : {});
}

const messageOf = ({ label, name, reason }: { label: string; name: string; reason: string }): string =>
  reason !== changedSince ? reason : `${label} of "${name}" was changed again since. Take back the later change first.`;
