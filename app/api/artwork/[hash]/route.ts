import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { getServedPicture } from "#lib/artwork/serve.ts";
import { thumbnailWidths } from "#lib/artwork/vocabulary.ts";
import { isKnown, pictureHeaders, pictureResponse } from "../picture-response.ts";

const params = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
const query = z.object({ w: z.coerce.number().pipe(z.literal(thumbnailWidths)).optional() });

/** A cached picture by its content; `?w=` one of the widths made when it was cached. Its address never changes meaning. */
export const GET = route({ role: "viewer", input: { params, query } }, async ({ input, request, db }) => {
  const { hash } = input.params;
  const width = input.query.w ?? null;
  const cacheControl = "private, max-age=31536000, immutable";
  const etag = `"${hash.slice(0, 32)}${width === null ? "" : `-${width}`}"`;
  if (isKnown(request, etag)) {
    return new Response(null, { status: 304, headers: pictureHeaders({ etag, cacheControl }) });
  }
  return pictureResponse(await getServedPicture(db, { hash, width }), { etag, cacheControl });
});
