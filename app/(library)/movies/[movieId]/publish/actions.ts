"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";

/** Has the worker write what the preview shows. */
export const publishFilm = action(
  { role: "editor", input: z.object({ movieId: z.int().positive() }) },
  async ({ movieId }, { db, user }) => {
    const jobId = await transaction(db, async (tx) => {
      await getMovieState(tx, movieId);
      return enqueue(tx, "movie.publish", { movieId }, { createdBy: user.id });
    });
    revalidatePath(`/movies/${movieId}`, "layout");
    return { jobId };
  },
);
