import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { whyOtherTitle } from "./other-title.ts";
import { withKind } from "./undoers.ts";

/** Which of these changes cannot be taken back or brought back as things are, by id, each with the reason for people. */
export async function listFixed(db: Db, changeIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await inChunks([...changeIds], (chunk) =>
    db
      .select({
        id: fieldChanges.id,
        entityType: fieldChanges.entityType,
        entityId: fieldChanges.entityId,
        field: fieldChanges.field,
        oldValue: fieldChanges.oldValue,
        newValue: fieldChanges.newValue,
        source: fieldChanges.source,
        undoOf: fieldChanges.undoOf,
        changedAt: fieldChanges.changedAt,
      })
      .from(fieldChanges)
      .where(inArray(fieldChanges.id, chunk)),
  );
  // One call for each kind of entity on a page.
  const reasons = [...Map.groupBy(rows, ({ entityType }) => entityType)].map(async ([entityType, changes]) =>
    withKind(entityType, (kind) => kind.whyFixed?.(db, changes)),
  );
  const takings = rows.filter(({ undoOf }) => undoOf !== null);
  const others = [...Map.groupBy(takings, ({ entityType }) => entityType)].map(([entityType, given]) =>
    whyOtherTitle(db, entityType, given),
  );
  return new Map((await Promise.all([...reasons, ...others])).flatMap((found) => [...(found ?? [])]));
}
