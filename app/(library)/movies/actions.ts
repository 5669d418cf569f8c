"use server";

import { randomUUID } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { editFilms } from "#lib/movies/bulk-edit.ts";
import { filmsPerCommand, queueFilms, setMonitored } from "#lib/movies/queue-films.ts";
import { bulkEditSchema, filmCommandNames } from "#lib/movies/vocabulary.ts";
import { itemsAtOnce } from "#lib/undo/vocabulary.ts";

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

/**
 * Changes fields and locks of the chosen films as one command. Of very many a job does it. Answers with the name of the
 * command, for taking it back, and with what it changed or the job.
 */
export const editChosenFilms = action(
  { role: "editor", input: z.object({ movieIds, edit: bulkEditSchema }) },
  async (input, { db, user }) => {
    const command = { ...input, userId: user.id, batch: randomUUID() };
    const { batch } = command;
    if (input.movieIds.length > itemsAtOnce) {
      const jobId = await transaction(db, (tx) => enqueue(tx, "films.edit", command, { createdBy: user.id }));
      return { batch, jobId };
    }
    const done = await editFilms(db, command);
    revalidatePath("/", "layout");
    return { batch, ...done };
  },
);
