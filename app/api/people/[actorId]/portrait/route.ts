import { revalidatePath } from "next/cache";
import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { transaction } from "#db/transaction.ts";
import { offerOwnPortrait } from "#lib/artwork/portrait-offers.ts";
import { keepUpload } from "#lib/artwork/uploads.ts";
import { maxImageBytes } from "#lib/artwork/vocabulary.ts";
import { bringPortrait } from "#lib/people/bring-portrait.ts";

const params = z.object({ actorId: z.coerce.number().int().positive().max(2_147_483_647) });

/**
 * Takes a portrait as the body of the request, whatever it says of itself. Its first bytes decide whether it is one;
 * it is decoded by the worker, never here.
 */
export const POST = route(
  { role: "editor", input: { params }, bodyLimitBytes: maxImageBytes },
  async ({ input, request, db, user }) => {
    const { actorId } = input.params;
    const upload = await keepUpload(new Uint8Array(await request.arrayBuffer()));
    const added = await transaction(db, async (tx) => {
      await bringPortrait(tx, { actorId, from: { upload }, userId: user.id });
      return offerOwnPortrait(tx, { actorId, url: `cache:${upload}` });
    });
    revalidatePath("/people", "layout");
    return added;
  },
);
