import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { pictureResponse } from "#app/api/artwork/picture-response.ts";
import { getTrailerThumbnail } from "#lib/trailers/thumbnail.ts";

const params = z.object({ candidateId: z.coerce.number().int().positive().max(2_147_483_647) });

/** What a trailer looks like at its site, fetched by the server: the browser asks nobody else (S5). */
export const GET = route({ role: "viewer", input: { params } }, async ({ input, request, db }) => {
  const picture = await getTrailerThumbnail(db, { ...input.params, signal: request.signal });
  return pictureResponse(picture, { etag: `"${picture.name}"`, cacheControl: "private, max-age=86400" });
});
