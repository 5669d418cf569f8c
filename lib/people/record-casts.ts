import { and, eq, isNull, notInArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { recordAuthored } from "#lib/editing/record-changes.ts";
import { castTables, type PresentCredit } from "./cast-tables.ts";
import { keepCast, keepFirstCast } from "./kept-cast.ts";
import { type EditableOwner, inOrder } from "./read-cast.ts";

/** A cast that automation wrote, with what was there before. */
export type WrittenCast = {
  ownerId: number;
  before: readonly PresentCredit[];
  actorsOrderLocked: boolean;
  author: ChangeAuthor;
};

/** Tells the history of films or series what their casts were and are now, so that it can be taken back. */
export async function recordCasts(tx: Tx, owner: EditableOwner, casts: readonly WrittenCast[]): Promise<void> {
  const ids = casts.map(({ ownerId }) => ownerId);
  const rows = await inChunks(ids, (chunk) => castTables[owner].read(tx, chunk));
  const after = Map.groupBy(rows, ({ ownerId }) => ownerId);
  const items = casts.map(({ ownerId, before, actorsOrderLocked: orderLocked, author }) => {
    const [was, is] = [inOrder(before), inOrder(after.get(ownerId) ?? [])];
    const change =
      was.length === 0
        ? { oldValue: null, newValue: keepFirstCast(is) }
        : { oldValue: keepCast({ credits: was, orderLocked }), newValue: keepCast({ credits: is, orderLocked }) };
    return { entityId: ownerId, changes: [{ field: "cast", ...change }], author };
  });
  await recordAuthored(tx, owner, items);
}

/** The casts that providers gave another title than this one is now: they are gone, and nobody takes them back. */
export async function forgetToldCasts(tx: Tx, owner: EditableOwner, ownerId: number): Promise<void> {
  await tx
    .update(fieldChanges)
    .set({ undoneAt: new Date() })
    .where(
      and(
        eq(fieldChanges.entityType, owner),
        eq(fieldChanges.entityId, ownerId),
        eq(fieldChanges.field, "cast"),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
        notInArray(fieldChanges.source, ["user", "nfo"]),
      ),
    );
}
