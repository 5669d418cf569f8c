import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { findTrailerVideo } from "#lib/trailers/serve-video.ts";
import { videoResponse } from "../../video-response.ts";

const params = z.object({ candidateId: z.coerce.number().int().positive().max(2_147_483_647) });

/** The cached file of a trailer, by parts, straight from disk. Next answers HEAD with it too. */
export const GET = route({ role: "viewer", input: { params } }, async ({ input, request, db }) =>
  videoResponse(request, await findTrailerVideo(db, input.params)),
);
