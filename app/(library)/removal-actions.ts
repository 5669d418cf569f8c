"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { purgeItems, removeItems, restoreItems } from "#lib/libraries/remove-items.ts";
import { filmsPerCommand } from "#lib/movies/queue-films.ts";
import { removableKinds } from "#lib/recycle/vocabulary.ts";

const kind = z.enum(removableKinds);
const ids = z
  .array(z.int().positive())
  .min(1, "Choose something first.")
  .max(filmsPerCommand, `Choose at most ${filmsPerCommand} at once.`);

/** Hides films, series or episodes. Their files stay. Answers with the ids of those that were still there. */
export const remove = action({ role: "editor", input: z.object({ kind, ids }) }, async (input, { db, user }) =>
  transaction(db, (tx) => removeItems(tx, { ...input, userId: user.id, deleteFiles: false })),
);

/** The same, and a job moves their files to the recycle bin. */
export const removeWithFiles = action({ role: "admin", input: z.object({ kind, ids }) }, async (input, { db, user }) =>
  transaction(db, (tx) => removeItems(tx, { ...input, userId: user.id, deleteFiles: true })),
);

/** Brings them back as they were. Answers with the ids of those that came back. */
export const bringBack = action({ role: "editor", input: z.object({ kind, ids }) }, async (input, { db, user }) =>
  transaction(db, (tx) => restoreItems(tx, { ...input, userId: user.id })),
);

/** A page of the list at most: each takes all its rows along. */
const few = ids.max(50, "Choose at most 50 at once.");

/** Lets removed ones go for good before their time. Answers with how many went. */
export const purge = action({ role: "admin", input: z.object({ kind, ids: few }) }, async (input, { db, user }) =>
  transaction(db, (tx) => purgeItems(tx, { ...input, userId: user.id })),
);
