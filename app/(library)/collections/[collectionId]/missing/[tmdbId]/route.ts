import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { pictureResponse } from "#app/api/artwork/picture-response.ts";
import { getPreview } from "#lib/artwork/preview.ts";
import { getMissingPoster } from "#lib/collections/get-collection.ts";

const id = z.coerce.number().int().positive().max(2_147_483_647);

/** The small poster of a film that is missing in a set, fetched by the server: browsers ask no provider (S5). */
export const GET = route(
  { role: "viewer", input: { params: z.object({ collectionId: id, tmdbId: id }) } },
  async ({ input, request, db }) => {
    const url = await getMissingPoster(db, input.params);
    const picture = await getPreview(db, { url, assetType: "poster", signal: request.signal });
    return pictureResponse(picture, { etag: `"${picture.name}"`, cacheControl: "private, max-age=86400" });
  },
);
