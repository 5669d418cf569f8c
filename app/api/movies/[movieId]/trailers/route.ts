import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { takeTrailerUpload } from "#app/api/trailers/take-upload.ts";
import { uploadName } from "#app/api/trailers/upload-name.ts";
import { maxTrailerBytes } from "#lib/trailers/vocabulary.ts";

const params = z.object({ movieId: z.coerce.number().int().positive().max(2_147_483_647) });
const query = z.object({ name: uploadName });

/** Takes the trailer of a film as the body of the request. */
export const POST = route(
  { role: "editor", input: { params, query }, bodyLimitBytes: maxTrailerBytes },
  async ({ input, ...context }) =>
    takeTrailerUpload(context, { entityType: "movie", entityId: input.params.movieId, name: input.query.name }),
);
