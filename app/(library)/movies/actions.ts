"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { filmsPerCommand, queueFilms, setMonitored } from "#lib/movies/queue-films.ts";
import { filmCommandNames } from "#lib/movies/vocabulary.ts";

const movieIds = z
  .array(z.int().positive())
  .min(1, "Choose a film first.")
  .max(filmsPerCommand, `Choose at most ${filmsPerCommand} films at once.`);

/** Asks the workers to do something with the chosen films. Answers with how many jobs that added. */
export const commandFilms = action(
  { role: "editor", input: z.object({ movieIds, command: z.enum(filmCommandNames) }) },
  async (input, { db, user }) => transaction(db, (tx) => queueFilms(tx, { ...input, userId: user.id })),
);

/** Puts films under automation or takes them out. Answers with the ids of those that changed, for taking it back. */
export const monitorFilms = action(
  { role: "editor", input: z.object({ movieIds, monitored: z.boolean() }) },
  async (input, { db }) => transaction(db, (tx) => setMonitored(tx, input)),
);
