import { createHash } from "node:crypto";
import type { Db } from "#db/client.ts";
import { type ItemUndo, listGiven, planItems } from "./plan-group.ts";
import { listTakings, planRedoItems } from "./plan-redo.ts";
import { listGroups, type RedoTarget, type UndoTarget } from "./target.ts";
import { withKind } from "./undoers.ts";

/** One line of a preview: a field of an item, what it is, and what it becomes or why it stays. */
export type UndoLine = {
  entityType: string;
  entityId: number;
  item: string;
  field: string;
  label: string;
  now: unknown;
  /** Absent where it stays. */
  becomes?: unknown;
  /** Why it stays. */
  reason?: string;
  /** True where the field is locked by it, so that it is not filled again; false where it is opened. */
  locks?: boolean;
};

/** What taking something back, or bringing it back, would do. */
export type UndoPlan = {
  /** The same as long as the same would be done. */
  fingerprint: string;
  /** Items and fields that change. */
  items: number;
  fields: number;
  /** Changes that stay because something changed since. */
  skipped: number;
  /** Changes that describe the disk, or that nothing takes back. */
  fixed: number;
  /** Items that are another title afterwards: their metadata is fetched anew. */
  identities: number;
  /** Series whose episodes are counted otherwise afterwards: their files become other episodes. */
  orders: number;
  /** The first of them: what changes, then what stays. */
  lines: UndoLine[];
};

/** Items to be told apart in a preview are more than anybody reads; the numbers count all. */
const linesShown = 200;

/** Works out what taking a target back, or bringing it back, would do. Nothing is written. */
export async function planUndo(db: Db, target: UndoTarget | RedoTarget): Promise<UndoPlan> {
  const hash = createHash("sha256");
  const plan: UndoPlan = {
    fingerprint: "",
    items: 0,
    fields: 0,
    skipped: 0,
    fixed: 0,
    identities: 0,
    orders: 0,
    lines: [],
  };
  const staying: UndoLine[] = [];
  for await (const items of "redoOf" in target ? planTakings(db, target) : planGroups(db, target)) {
    for (const item of items) {
      const changing = [...item.steps, ...item.own];
      for (const { field, now, becomes, changeIds, lock } of changing)
        hash.update(JSON.stringify([item.entityType, item.entityId, field, now, becomes, changeIds, lock]));
      plan.items += changing.length > 0 ? 1 : 0;
      plan.fields += changing.length;
      plan.skipped += item.skipped.length;
      plan.fixed += item.fixed;
      plan.identities += item.identityId === null ? 0 : 1;
      plan.orders += item.steps.some(({ field }) => field === "episodeOrder") ? 1 : 0;
      if (plan.lines.length < linesShown) plan.lines.push(...linesOf(item));
      if (staying.length < linesShown) staying.push(...skippedLinesOf(item));
    }
  }
  plan.lines = [...plan.lines.slice(0, linesShown), ...staying.slice(0, linesShown)];
  plan.fingerprint = hash.digest("hex");
  return plan;
}

/** Group by group: of a scan of everything no more than one is planned at a time. */
async function* planGroups(db: Db, target: UndoTarget): AsyncGenerator<ItemUndo[]> {
  for (const group of await listGroups(db, target)) {
    const given = await listGiven(db, target, group);
    yield (await withKind<Promise<ItemUndo[]>>(group.entityType, (kind) => planItems(db, kind, given))) ?? [];
  }
}

async function* planTakings(db: Db, target: RedoTarget): AsyncGenerator<ItemUndo[]> {
  for (const { entityType, given } of await listTakings(db, target)) {
    yield (await withKind<Promise<ItemUndo[]>>(entityType, (kind) => planRedoItems(db, kind, given))) ?? [];
  }
}

function linesOf({ entityType, entityId, name, steps, own }: ItemUndo): UndoLine[] {
  return [...steps, ...own].map(({ field, label, now, becomes, lock, author }) => ({
    ...{ entityType, entityId, item: name, field, label, now, becomes },
    ...(lock?.locked && { locks: true }),
    ...(author !== undefined && lock?.locked === false && { locks: false }),
  }));
}

function skippedLinesOf({ entityType, entityId, name, skipped }: ItemUndo): UndoLine[] {
  return skipped.map(({ field, label, now, reason }) => ({
    ...{ entityType, entityId, item: name, field, label, now, reason },
  }));
}
