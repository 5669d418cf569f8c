import type { Tx } from "#db/client.ts";
import { editEntity, setEntityLocks } from "#lib/editing/edit-entity.ts";
import type { FieldChange } from "#lib/editing/kind.ts";
import { type Lockable, type MovieValues, movieLocks } from "./fields.ts";
import { movieKind } from "./kind.ts";
import type { MovieEdit } from "./vocabulary.ts";

export type EditMovie = {
  movieId: number;
  /** Only the fields that a person changed, as movieEditSchema gives them. */
  patch: MovieEdit;
  /** What the form showed; see editEntity. */
  opened?: { version?: number; values?: Partial<MovieValues> };
  userId: number | null;
  /** `nfo` for an edit made in a published NFO. */
  source?: "user" | "nfo";
};

/** A person's edit of a film. Throws as editEntity does. */
export function editMovie(
  tx: Tx,
  { movieId, patch, opened = {}, userId, source = "user" }: EditMovie,
): Promise<{ changes: FieldChange[]; version: number }> {
  return editEntity(tx, movieKind, { entityId: movieId, patch, opened, author: { source, userId } });
}

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
