import { revalidatePath } from "next/cache";
import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { uploadArtwork } from "#lib/artwork/pick.ts";
import { maxImageBytes, movieArtworkTypes } from "#lib/artwork/vocabulary.ts";

const params = z.object({ movieId: z.coerce.number().int().positive().max(2_147_483_647) });
const query = z.object({ type: z.enum(movieArtworkTypes) });

/**
 * Takes a picture as the body of the request, whatever it says of itself. Its first bytes decide whether it is one;
 * it is decoded by the worker, never here.
 */
export const POST = route(
  { role: "editor", input: { params, query }, bodyLimitBytes: maxImageBytes },
  async ({ input, request, db, user }) => {
    const { movieId } = input.params;
    const bytes = new Uint8Array(await request.arrayBuffer());
    const added = await uploadArtwork(db, {
      entityType: "movie",
      entityId: movieId,
      type: input.query.type,
      bytes,
      userId: user.id,
    });
    revalidatePath(`/movies/${movieId}`, "layout");
    return added;
  },
);
