"use server";

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { previewFilmChoices } from "#lib/artwork/preview-choices.ts";
import { movieArtworkTypes } from "#lib/artwork/vocabulary.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { filmsPerCommand } from "#lib/movies/queue-films.ts";

const movieIds = z.array(z.int().positive()).min(1, "Choose a film first.");
const scope = z.object({
  /** Null: every type. */
  types: z.array(z.enum(movieArtworkTypes)).min(1).nullable(),
  /** Only types of which nothing is chosen. */
  onlyMissing: z.boolean(),
});

/** Films that one preview looks at; the browser asks for the next ones. */
const filmsPerPreview = 200;

/** What choosing the best artwork of these films would change. */
export const previewBestArtwork = action(
  { role: "editor", input: scope.extend({ movieIds: movieIds.max(filmsPerPreview) }) },
  async (input, { db }) => previewFilmChoices(db, input),
);

/** Has the best artwork of the chosen films chosen by one job, which can be cancelled and taken back as one. */
export const chooseBestArtwork = action(
  { role: "editor", input: scope.extend({ movieIds: movieIds.max(filmsPerCommand) }) },
  async (input, { db, user }) => {
    const command = { ...input, userId: user.id, batch: randomUUID() };
    const jobId = await transaction(db, (tx) => enqueue(tx, "films.artwork", command, { createdBy: user.id }));
    return { jobId };
  },
);
