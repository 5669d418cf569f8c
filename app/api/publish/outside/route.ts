import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { getOutsidePicture } from "#lib/publish/outside-picture.ts";
import { unitTypes } from "#lib/publish/vocabulary.ts";
import { pictureResponse } from "../../artwork/picture-response.ts";

const query = z.object({
  entityType: z.enum(unitTypes),
  entityId: z.coerce.number().int().positive().max(2_147_483_647),
  path: z.string().min(1).max(4096),
});

/** A picture that somebody put in the place of a published one, as it lies there now. Never kept: it may change again. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, request, db }) => {
  const picture = await getOutsidePicture(db, { ...input.query, width: 600, signal: request.signal });
  return pictureResponse(picture, { etag: `"${picture.name}"`, cacheControl: "private, no-store" });
});
