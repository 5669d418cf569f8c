import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { pictureResponse } from "#app/api/artwork/picture-response.ts";
import { showPicture } from "#lib/artwork/show-picture.ts";
import { maxImageBytes, thumbnailWidths } from "#lib/artwork/vocabulary.ts";
import { readSide } from "#lib/recycle/look-at.ts";

const params = z.object({ recycleId: z.coerce.number().int().positive().max(2_147_483_647) });
const query = z.object({
  side: z.enum(["bin", "there"]).default("bin"),
  w: z.coerce.number().pipe(z.literal(thumbnailWidths)).default(300),
});

/** A picture of the bin, or the one that lies at its place by now, made small in a thread. */
export const GET = route({ role: "editor", input: { params, query } }, async ({ input, request, db }) => {
  const { recycleId } = input.params;
  const { side, w } = input.query;
  const { bytes, name } = await readSide(db, { recycleId, side, maxBytes: maxImageBytes });
  const picture = await showPicture({ bytes, name, width: w, signal: request.signal });
  // What lies in the bin never changes; what lies at its place may at any time.
  const cacheControl = side === "bin" ? "private, max-age=86400" : "private, no-store";
  return pictureResponse(picture, { etag: `"bin-${recycleId}-${side}-${w}"`, cacheControl });
});
