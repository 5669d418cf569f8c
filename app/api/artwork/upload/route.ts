import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { showArtworkAgain } from "#app/_server/show-artwork-again.ts";
import { choosingOwners } from "#lib/artwork/owners.ts";
import { uploadArtwork } from "#lib/artwork/pick.ts";
import { artworkTypes, maxImageBytes } from "#lib/artwork/vocabulary.ts";

const query = z.object({
  entityType: z.enum(choosingOwners),
  entityId: z.coerce.number().int().positive().max(2_147_483_647),
  type: z.enum(artworkTypes),
});

/**
 * Takes a picture as the body of the request, whatever it says of itself. Its first bytes decide whether it is one;
 * it is decoded by the worker, never here.
 */
export const POST = route(
  { role: "editor", input: { query }, bodyLimitBytes: maxImageBytes },
  async ({ input, request, db, user }) => {
    const bytes = new Uint8Array(await request.arrayBuffer());
    const added = await uploadArtwork(db, { ...input.query, bytes, userId: user.id });
    await showArtworkAgain(db, input.query);
    return added;
  },
);
