"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { compareValues } from "#lib/editing/compare-values.ts";
import { saveEdit } from "#lib/editing/save-edit.ts";
import { takeValue } from "#lib/editing/take-value.ts";
import { sourceSchema } from "#lib/editing/vocabulary.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { comparableMovie } from "#lib/movies/comparable.ts";
import { setLocks } from "#lib/movies/edit.ts";
import type { MovieValues } from "#lib/movies/fields.ts";
import { isEditableField, labelOfField, movieEditSchema } from "#lib/movies/vocabulary.ts";

const movieId = z.int().positive();
const field = z.string().refine(isEditableField, "This field cannot be edited.");
const showAgain = (id: number) => revalidatePath(`/movies/${id}`, "layout");

/** What the form showed. It is only compared, never written, so its values may be anything. */
const seenValues = z.custom<Partial<MovieValues>>((value) => typeof value === "object" && value !== null);
const opened = z.object({ version: z.int(), values: seenValues });

/**
 * Writes the fields a person changed and locks them. Answers conflict with both values when somebody else changed the
 * same field since it was opened. Returns the changes, so that they can be taken back together.
 */
export const saveFilm = action(
  { role: "editor", input: z.object({ movieId, patch: movieEditSchema, opened }) },
  async ({ movieId, patch, opened }, { db, user }) => {
    const saved = await transaction(db, async (tx) => {
      const author = { source: "user", userId: user.id };
      const done = await saveEdit(tx, comparableMovie.kind, { entityId: movieId, patch, opened, author });
      if (done.changeIds.length > 0) await publishSoon(tx, { movieIds: [movieId], createdBy: user.id });
      return done;
    });
    showAgain(movieId);
    return saved;
  },
);

/** Locks or unlocks one field. */
export const setFieldLock = action(
  { role: "editor", input: z.object({ movieId, field, locked: z.boolean() }) },
  async ({ movieId, field, locked }, { db, user }) => {
    await transaction(db, async (tx) => {
      await setLocks(tx, { movieId, locks: { [field]: locked }, userId: user.id });
      await publishSoon(tx, { movieIds: [movieId], createdBy: user.id });
    });
    showAgain(movieId);
    return { label: labelOfField(field) };
  },
);

/** What every source says of one field. */
export const compareFilm = action(
  { role: "editor", input: z.object({ movieId, field }) },
  ({ movieId, field }, { db }) => compareValues(db, comparableMovie, { entityId: movieId, field }),
);

/** Writes what one source says of a field, and locks it. */
export const takeFilmValue = action(
  { role: "editor", input: z.object({ movieId, field, source: sourceSchema, opened }) },
  async ({ movieId, field, source, opened }, { db, user }) => {
    const saved = await transaction(db, async (tx) => {
      const taken = { entityId: movieId, field, source, opened, userId: user.id };
      const done = await takeValue(tx, comparableMovie, taken);
      await publishSoon(tx, { movieIds: [movieId], createdBy: user.id });
      return done;
    });
    showAgain(movieId);
    return saved;
  },
);
