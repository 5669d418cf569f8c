import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import type { ValueChange } from "./series-scan/nfo-records.ts";

type Renamed = {
  entityId: number;
  /** Its values as they are, and the locks: `titleLocked`. */
  row: Record<string, unknown>;
  /** What its file or folder is called now, by field. */
  fromName: Record<string, unknown>;
};

/**
 * A value that a name on the disk gave follows that name, as long as nothing and nobody else said another and it is not
 * locked. Returns the changes of those whose name says something else now.
 */
export async function findRenamed(
  tx: Tx,
  { entityType, items }: { entityType: "movie" | "series" | "episode"; items: readonly Renamed[] },
): Promise<Map<number, ValueChange[]>> {
  const differing = items.flatMap(({ entityId, row, fromName }) => {
    const changes = Object.entries(fromName).flatMap(([field, newValue]): ValueChange[] => {
      const isHeld = newValue === row[field] || row[`${field}Locked`] === true;
      return isHeld ? [] : [{ field, oldValue: row[field], newValue }];
    });
    return changes.length === 0 ? [] : [{ entityId, changes }];
  });
  const sources = await listSources(tx, { entityType, entityIds: differing.map(({ entityId }) => entityId) });
  return new Map(
    differing.flatMap(({ entityId, changes }) => {
      const isNamed = ({ field }: ValueChange) => sources.get(`${entityId} ${field}`) === "filename";
      const own = changes.filter(isNamed);
      return own.length === 0 ? [] : [[entityId, own] as const];
    }),
  );
}

/** Who said each value last, by entity and field; first readings (`*`) name their fields inside. */
async function listSources(
  tx: Tx,
  { entityType, entityIds }: { entityType: string; entityIds: readonly number[] },
): Promise<Map<string, string>> {
  if (entityIds.length === 0) return new Map();
  const { id, entityId, field, newValue, source } = fieldChanges;
  const rows = await tx
    .select({ entityId, field, newValue, source })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        inArray(entityId, [...entityIds]),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    .orderBy(asc(id));
  return new Map(
    rows.flatMap((row) => {
      const fields = row.field === "*" ? Object.keys(row.newValue ?? {}) : [row.field];
      return fields.map((each) => [`${row.entityId} ${each}`, row.source] as const);
    }),
  );
}
