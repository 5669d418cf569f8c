"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { listEntityChanges } from "#lib/editing/list-changes.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { editMovie, setLocks } from "#lib/movies/edit.ts";
import type { MovieValues } from "#lib/movies/fields.ts";
import { editableFields, isEditableField, movieEditSchema } from "#lib/movies/vocabulary.ts";

const movieId = z.int().positive();
const showAgain = (id: number) => revalidatePath(`/movies/${id}`, "layout");

/** What the form showed. It is only compared, never written, so its values may be anything. */
const seenValues = z.custom<Partial<MovieValues>>((value) => typeof value === "object" && value !== null);
const save = z.object({
  movieId,
  patch: movieEditSchema,
  opened: z.object({ version: z.int(), values: seenValues }),
});

/**
 * Writes the fields a person changed and locks them. Answers conflict with both values when somebody else changed the
 * same field since it was opened. Returns the changes, so that they can be taken back together.
 */
export const saveFilm = action({ role: "editor", input: save }, async ({ movieId, patch, opened }, { db, user }) => {
  const saved = await transaction(db, async (tx) => {
    const { changes, version } = await editMovie(tx, { movieId, patch, opened, userId: user.id });
    // The newest of the film are those just written: nobody else writes it before this commits.
    const written =
      changes.length === 0
        ? []
        : await listEntityChanges(tx, { entityType: "movie", entityId: movieId, limit: changes.length });
    if (changes.length > 0) await publishSoon(tx, { movieIds: [movieId], createdBy: user.id });
    return { version, changeIds: written.map(({ id }) => id) };
  });
  showAgain(movieId);
  return saved;
});

const lock = z.object({
  movieId,
  field: z.string().refine(isEditableField, "This field cannot be locked."),
  locked: z.boolean(),
});

/** Locks or unlocks one field. */
export const setFieldLock = action({ role: "editor", input: lock }, async (input, { db, user }) => {
  const { movieId, field, locked } = input;
  await transaction(db, async (tx) => {
    await setLocks(tx, { movieId, locks: { [field]: locked } });
    await publishSoon(tx, { movieIds: [movieId], createdBy: user.id });
  });
  showAgain(movieId);
  return { label: isEditableField(field) ? editableFields[field].label : field };
});
