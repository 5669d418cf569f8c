import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { pictureResponse } from "#app/api/artwork/picture-response.ts";
import { getPreview } from "#lib/artwork/preview.ts";
import { getThumbnailUrl } from "#lib/trailers/thumbnail.ts";

const params = z.object({ candidateId: z.coerce.number().int().positive().max(2_147_483_647) });

/** What a trailer looks like at its site, fetched by the server: the browser asks nobody else (S5). */
export const GET = route({ role: "viewer", input: { params } }, async ({ input, request, db }) => {
  const url = await getThumbnailUrl(db, input.params);
  const picture = await getPreview(db, { url, assetType: "thumb", signal: request.signal });
  return pictureResponse(picture, { etag: `"${picture.name}"`, cacheControl: "private, max-age=86400" });
});
