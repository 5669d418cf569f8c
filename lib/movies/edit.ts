import type { Tx } from "#db/client.ts";
import { setEntityLocks } from "#lib/editing/edit-entity.ts";
import { type Lockable, movieLocks } from "./fields.ts";
import { movieKind } from "./kind.ts";

/** Locks or unlocks fields, the order of the cast or types of picture. Returns the version after it. */
export function setLocks(
  tx: Tx,
  {
    movieId,
    locks,
    userId = null,
  }: { movieId: number; locks: Partial<Record<Lockable, boolean>>; userId?: number | null },
): Promise<number> {
  const columns = Object.entries(movieLocks).flatMap(([name, column]): [string, boolean][] => {
    const wanted: unknown = Reflect.get(locks, name);
    return typeof wanted === "boolean" ? [[column, wanted]] : [];
  });
  return setEntityLocks(tx, movieKind, { entityId: movieId, locks: Object.fromEntries(columns), userId });
}
