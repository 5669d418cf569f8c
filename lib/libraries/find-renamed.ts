import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges, libraryNfoFiles } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ValueChange } from "./series-scan/nfo-records.ts";

type Owner = "movie" | "series" | "episode";

type Renamed = {
  entityId: number;
  /** Its values as they are, and the locks: `titleLocked`. */
  row: Record<string, unknown>;
  /** What its file or folder is called now, by field. */
  fromName: Record<string, unknown>;
};

/**
 * A value that a name on the disk gave follows that name, as long as nothing and nobody else said another and it is not
 * locked; what nobody ever said is taken from the name too. Returns the changes of those whose name says something else
 * now.
 */
export async function findRenamed(
  tx: Tx,
  { entityType, items }: { entityType: Owner; items: readonly Renamed[] },
): Promise<Map<number, ValueChange[]>> {
  const differing = items.flatMap(({ entityId, row, fromName }) => {
    const changes = Object.entries(fromName).flatMap(([field, newValue]): ValueChange[] => {
      const isHeld = newValue === row[field] || row[`${field}Locked`] === true;
      return isHeld ? [] : [{ field, oldValue: row[field], newValue }];
    });
    return changes.length === 0 ? [] : [{ entityId, changes }];
  });
  const entityIds = differing.map(({ entityId }) => entityId);
  const sources = await listSources(tx, { entityType, entityIds });
  const told = await listTold(tx, { entityType, entityIds });
  return new Map(
    differing.flatMap(({ entityId, changes }) => {
      const own = changes.filter(({ field, oldValue }) => {
        const source = sources.get(`${entityId} ${field}`);
        const isOpen = source === "filename" || (source === undefined && (oldValue ?? null) === null);
        return isOpen && !told.has(`${entityId} ${nfoNames[field] ?? field}`);
      });
      return own.length === 0 ? [] : [[entityId, own] as const];
    }),
  );
}

/** In an NFO a day on air has its own name. */
const nfoNames: Record<string, string> = { airDate: "aired" };

/** What the NFO files of an entity speak of, by entity and field: a value they agreed with left no history. */
async function listTold(
  tx: Tx,
  { entityType, entityIds }: { entityType: Owner; entityIds: readonly number[] },
): Promise<ReadonlySet<string>> {
  const { entityId, snapshot } = libraryNfoFiles;
  const rows = await inChunks(entityIds, (ids) =>
    tx
      .select({ entityId, snapshot })
      .from(libraryNfoFiles)
      .where(and(eq(libraryNfoFiles.entityType, entityType), inArray(entityId, ids))),
  );
  return new Set(
    rows.flatMap((row) =>
      Object.entries(row.snapshot ?? {}).flatMap(([name, value]) => (value === null ? [] : `${row.entityId} ${name}`)),
    ),
  );
}

/** Who said each value last, by entity and field; first readings (`*`) name their fields inside. */
async function listSources(
  tx: Tx,
  { entityType, entityIds }: { entityType: Owner; entityIds: readonly number[] },
): Promise<Map<string, string>> {
  const { id, entityId, field, newValue, source } = fieldChanges;
  const rows = await inChunks(entityIds, (ids) =>
    tx
      .select({ entityId, field, newValue, source })
      .from(fieldChanges)
      .where(
        and(
          eq(fieldChanges.entityType, entityType),
          inArray(entityId, ids),
          isNull(fieldChanges.undoneAt),
          isNull(fieldChanges.undoOf),
        ),
      )
      .orderBy(asc(id)),
  );
  const sources = new Map<string, string>();
  for (const row of rows) {
    const fields = row.field === "*" ? Object.keys(row.newValue ?? {}) : [row.field];
    for (const each of fields) sources.set(`${row.entityId} ${each}`, row.source);
  }
  return sources;
}
