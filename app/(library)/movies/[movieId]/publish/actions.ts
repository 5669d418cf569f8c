"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { decideOutside } from "#lib/publish/decide-outside.ts";
import { outsideDecisions } from "#lib/publish/vocabulary.ts";

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
  { role: "editor", input: z.object({ movieId: id, path: z.string().max(4096), decision: z.enum(outsideDecisions) }) },
  async ({ movieId, path, decision }, { db, user }) => {
    const { jobId } = await decideOutside(db, {
      entityType: "movie",
      entityId: movieId,
      path,
      decision,
      userId: user.id,
    });
    revalidatePath(`/movies/${movieId}`, "layout");
    return { jobId };
  },
);
