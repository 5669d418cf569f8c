import { and, desc, eq, isNull, lt, ne, notInArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { fieldChanges } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { fieldLocks, idFieldNames, isEmpty, listFields, type MovieValues, sameValue } from "./fields.ts";
import { getMovieState } from "./movie-state.ts";
import { isEditableField, labelOfField, type MovieField } from "./vocabulary.ts";
import { writeValues } from "./write-values.ts";

export type HistoryEntry = typeof fieldChanges.$inferSelect;

type ChangesOfFilm = {
  movieId: number;
  field?: string;
  /** Id of the last change seen. */
  before?: number;
  /** Fields to leave out. */
  without?: readonly string[];
  limit?: number;
};

/** Changes of a film, newest first. First readings have the field `*`. */
export function listChanges(
  db: Db,
  { movieId, field, before, without = [], limit = 50 }: ChangesOfFilm,
): Promise<HistoryEntry[]> {
  return db
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, "movie"),
        eq(fieldChanges.entityId, movieId),
        field === undefined ? undefined : eq(fieldChanges.field, field),
        before === undefined ? undefined : lt(fieldChanges.id, before),
        without.length === 0 ? undefined : notInArray(fieldChanges.field, [...without]),
      ),
    )
    .orderBy(desc(fieldChanges.id))
    .limit(limit);
}

/**
 * Takes one change back. The field is locked afterwards when automation had made the change, because it would make it
 * again; when a person had, the lock of that edit goes unless an earlier edit stands.
 * Throws not_found, and conflict when it was taken back already or the value changed since.
 */
export async function undoChange(
  tx: Tx,
  { changeId, userId }: { changeId: number; userId: number | null },
): Promise<{ movieId: number; field: MovieField }> {
  const [change] = await tx.select().from(fieldChanges).where(eq(fieldChanges.id, changeId));
  if (change?.entityType !== "movie") throw new AppError("not_found", "This change is no longer in the history.");
  const { movie, values } = await getMovieState(tx, change.entityId);
  const field = fieldOf(change.field);
  if (field === undefined || change.undoOf !== null) {
    throw new AppError("invalid", "This entry of the history cannot be taken back.");
  }
  if (change.undoneAt !== null) throw new AppError("conflict", "This change was taken back already.");
  if (!sameValue(values[field], change.newValue)) {
    throw new AppError(
      "conflict",
      `${labelOfField(field)} of "${movie.title}" was changed again since. Take back the later change first.`,
      { field, details: { theirs: values[field] } },
    );
  }
  await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(eq(fieldChanges.id, changeId));
  const newValue = isEmpty(change.oldValue) ? null : change.oldValue;
  const locked = change.source !== "user" || (await hasEdit(tx, change));
  await writeValues(
    tx,
    movie,
    [{ field, oldValue: values[field], newValue }],
    { source: "user", userId, undoOf: changeId },
    isEditableField(field) ? { [fieldLocks[field]]: locked } : {},
  );
  return { movieId: movie.id, field };
}

/** True when an edit by a person before this one still stands. */
async function hasEdit(tx: Tx, change: HistoryEntry): Promise<boolean> {
  const [earlier] = await tx
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, change.entityType),
        eq(fieldChanges.entityId, change.entityId),
        eq(fieldChanges.field, change.field),
        eq(fieldChanges.source, "user"),
        ne(fieldChanges.id, change.id),
        lt(fieldChanges.id, change.id),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    .limit(1);
  return earlier !== undefined;
}

function fieldOf(name: string): (keyof MovieValues & MovieField) | undefined {
  if (isEditableField(name)) return name;
  return [...idFieldNames, ...listFields].find((field) => field === name);
}
