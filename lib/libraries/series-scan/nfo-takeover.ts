import { sameValue } from "#lib/editing/values.ts";
import { type NfoIds, readNfoIds } from "#lib/files/nfo/meaning.ts";
import { missingIds } from "#lib/files/nfo/missing-ids.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import { readLocks } from "#lib/series/read-nfo.ts";
import type { ValueChange } from "./nfo-records.ts";

type Values = Readonly<Record<string, unknown>>;
type Row = Values & NfoIds;

export type Takeover = {
  changes: ValueChange[];
  /** What to set on the row: the changed values under their names, and the locks that are new. */
  columns: Record<string, unknown>;
};

/**
 * What an NFO that came or changed after the first scan gives a row: values it did not say before, ids the row has none
 * of, and locks it did not ask for before. A lock is never taken off, and one a person took off stays off.
 */
export function takeOver(params: {
  row: Row;
  now: NfoEntity;
  /** What the file said when it was last read; null at the first reading. */
  before: NfoEntity | null;
  read: (entity: NfoEntity) => Values;
  locks: Readonly<Record<string, string>>;
  /** False where the row is identified, or its name carries the ids. */
  takesIds: boolean;
}): Takeover {
  const { row, now, before, read, locks, takesIds } = params;
  const changes = [
    ...changesOf({ row, values: read(now), said: before ? read(before) : {}, locks }),
    ...(takesIds ? missingIds(row, readNfoIds(now)) : []),
  ];
  const asked = new Set(before ? readLocks(before, locks) : []);
  const fresh = readLocks(now, locks).filter((lock) => !asked.has(lock) && row[lock] !== true);
  return {
    changes,
    columns: {
      ...Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue])),
      ...Object.fromEntries(fresh.map((lock) => [lock, true])),
    },
  };
}

/** What an NFO says now and did not say before, without what is locked or is so already. */
function changesOf(params: {
  row: Values;
  values: Values;
  said: Values;
  locks: Readonly<Record<string, string>>;
}): ValueChange[] {
  const { row, values, said, locks } = params;
  return Object.entries(values).flatMap(([field, newValue]) => {
    const lock = locks[field];
    if (lock !== undefined && row[lock] === true) return [];
    if (sameValue(said[field], newValue) || sameValue(row[field], newValue)) return [];
    return [{ field, oldValue: row[field] ?? null, newValue }];
  });
}
