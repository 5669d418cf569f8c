import type { NfoIds } from "./meaning.ts";

const kinds = ["tmdbId", "imdbId", "tvdbId"] as const;

export type IdChange = { field: keyof NfoIds; oldValue: null; newValue: string | number };

/**
 * Ids of an NFO for the kinds that a row has none of. None at all when the two name different ids of one kind: the
 * others could be of another work then.
 */
export function missingIds(row: NfoIds, told: NfoIds): IdChange[] {
  const isOther = kinds.some((kind) => row[kind] !== null && told[kind] !== null && row[kind] !== told[kind]);
  if (isOther) return [];
  return kinds.flatMap((field) => {
    const newValue = told[field];
    return row[field] === null && newValue !== null ? [{ field, oldValue: null, newValue }] : [];
  });
}
