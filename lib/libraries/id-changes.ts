import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { ParsedName } from "#lib/files/names/types.ts";

/** Where a film's or series' row keeps the ids that a name can carry. */
const idColumns = { tmdb: "tmdbId", imdb: "imdbId", tvdb: "tvdbId" } as const satisfies Record<
  keyof ParsedName["ids"],
  string
>;
type IdColumn = (typeof idColumns)[keyof typeof idColumns];
export type IdRow = { id: number } & Record<IdColumn, string | number | null>;

export type IdChange = { field: IdColumn; oldValue: string | number | null; newValue: string | number | null };

/**
 * What the ids of a name change in a row. An id that is another than the row's takes the row's other ids with it: they
 * were the wrong one's.
 */
export function findIdChanges(row: IdRow, ids: ParsedName["ids"]): IdChange[] {
  const pairs = [
    [idColumns.tmdb, ids.tmdb],
    [idColumns.imdb, ids.imdb],
    [idColumns.tvdb, ids.tvdb],
  ] as const;
  const isAnother = pairs.some(([column, id]) => id !== null && row[column] !== null && row[column] !== id);
  return pairs.flatMap(([field, id]) => {
    const newValue = id ?? (isAnother ? null : row[field]);
    return newValue === row[field] ? [] : [{ field, oldValue: row[field], newValue }];
  });
}

/** Films or series of which a person chose an id: what a name says does not count against that. */
export async function listPicked(
  tx: Tx,
  { entityType, entityIds }: { entityType: "movie" | "series"; entityIds: readonly number[] },
): Promise<ReadonlySet<number>> {
  const { entityId, field, source, undoneAt, undoOf } = fieldChanges;
  const rows = await inChunks(entityIds, (ids) =>
    tx
      .selectDistinct({ entityId })
      .from(fieldChanges)
      .where(
        and(
          eq(fieldChanges.entityType, entityType),
          inArray(entityId, ids),
          inArray(field, Object.values(idColumns)),
          eq(source, "user"),
          isNull(undoneAt),
          isNull(undoOf),
        ),
      ),
  );
  return new Set(rows.map((row) => row.entityId));
}
