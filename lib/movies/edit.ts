import type { Tx } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { fieldLocks, isEmpty, type Lockable, type Movie, type MovieValues, movieLocks, sameValue } from "./fields.ts";
import type { FieldChange } from "./merge.ts";
import { getMovieState } from "./movie-state.ts";
import { isEditableField, labelOfField, type MovieEdit } from "./vocabulary.ts";
import { writeValues } from "./write-values.ts";

/** What the editor saw when the form was opened. Without the value of a field its version has to be the present one. */
export type Opened = { version?: number; values?: Partial<MovieValues> };

export type EditMovie = {
  movieId: number;
  /** Only the fields that a person changed, as movieEditSchema gives them. */
  patch: MovieEdit;
  opened?: Opened;
  userId: number | null;
  /** `nfo` for an edit made in a published NFO. */
  source?: "user" | "nfo";
};

export type FieldConflict = { field: string; label: string; yours: unknown; theirs: unknown };

/**
 * A person's edit: writes the values, locks the fields, keeps the history. Emptying a field locks it empty.
 * Throws not_found, and conflict with both values in `details.conflicts` when a field was changed since the form was
 * opened; other fields changed meanwhile do not matter.
 */
export async function editMovie(
  tx: Tx,
  { movieId, patch, opened = {}, userId, source = "user" }: EditMovie,
): Promise<{ changes: FieldChange[]; version: number }> {
  const { movie, values } = await getMovieState(tx, movieId);
  const changes = changesOf(values, patch);
  refuseConflicts(movie, values, changes, opened);
  const locks = Object.fromEntries(
    changes.flatMap(({ field }) => (isEditableField(field) ? [[fieldLocks[field], true]] : [])),
  );
  await writeValues(tx, movie, changes, { source, userId }, locks);
  return { changes, version: changes.length > 0 ? movie.version + 1 : movie.version };
}

function changesOf(values: MovieValues, patch: MovieEdit): FieldChange[] {
  return Object.entries(patch).flatMap(([field, newValue]) => {
    if (!isEditableField(field) || newValue === undefined || sameValue(values[field], newValue)) return [];
    return [{ field, oldValue: values[field], newValue: isEmpty(newValue) ? null : newValue }];
  });
}

function refuseConflicts(movie: Movie, values: MovieValues, changes: readonly FieldChange[], opened: Opened): void {
  if (opened.version === undefined && opened.values === undefined) return;
  if (opened.version === movie.version) return;
  const conflicts = changes.flatMap(({ field, newValue }): FieldConflict[] => {
    const seen = opened.values && field in opened.values ? { value: opened.values[field] } : undefined;
    if (seen && sameValue(seen.value, values[field])) return [];
    return [{ field, label: labelOfField(field), yours: newValue, theirs: values[field] }];
  });
  const [first] = conflicts;
  if (first === undefined) return;
  const labels = conflicts.map(({ label }) => label).join(", ");
  throw new AppError(
    "conflict",
    `${labels} of "${movie.title}" changed while you were editing. Choose which value to keep, and save again.`,
    { field: first.field, details: { conflicts, version: movie.version } },
  );
}

/** Locks or unlocks fields, the order of the cast or types of picture. Returns the version after it. */
export async function setLocks(
  tx: Tx,
  { movieId, locks }: { movieId: number; locks: Partial<Record<Lockable, boolean>> },
): Promise<number> {
  const { movie } = await getMovieState(tx, movieId);
  const columns = Object.fromEntries(
    Object.entries(movieLocks).flatMap(([name, column]) => {
      const wanted = Reflect.get(locks, name);
      return typeof wanted === "boolean" && movie[column] !== wanted ? [[column, wanted]] : [];
    }),
  );
  await writeValues(tx, movie, [], { source: "user" }, columns);
  return Object.keys(columns).length > 0 ? movie.version + 1 : movie.version;
}
