import type { ParsedName } from "#lib/files/names/types.ts";

/** Where a film's or series' row keeps the ids that a name can carry. */
export const idColumns = { tmdb: "tmdbId", imdb: "imdbId", tvdb: "tvdbId" } as const satisfies Record<
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
