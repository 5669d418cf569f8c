"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { decideNfo } from "#lib/publish/decide-nfo.ts";
import { nfoDecisions } from "#lib/publish/vocabulary.ts";

const id = z.int().positive();

/** Has the worker write what the preview shows. */
export const publishFilm = action(
  { role: "editor", input: z.object({ movieId: id }) },
  async ({ movieId }, { db, user }) => {
    const jobId = await transaction(db, async (tx) => {
      await getMovieState(tx, movieId);
      return enqueue(tx, "movie.publish", { movieId }, { createdBy: user.id });
    });
    revalidatePath(`/movies/${movieId}`, "layout");
    return { jobId };
  },
);

/** A person says whose values are right after the NFO was changed outside. The worker publishes after that. */
export const decideAboutNfo = action(
  { role: "editor", input: z.object({ movieId: id, decision: z.enum(nfoDecisions) }) },
  async ({ movieId, decision }, { db, user }) => {
    const { jobId } = await decideNfo(db, { movieId, decision, userId: user.id });
    revalidatePath(`/movies/${movieId}`, "layout");
    return { jobId };
  },
);
