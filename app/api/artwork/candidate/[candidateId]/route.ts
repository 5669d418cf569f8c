import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { getCandidatePreview } from "#lib/artwork/preview.ts";
import { pictureResponse } from "../../picture-response.ts";

const params = z.object({ candidateId: z.coerce.number().int().positive().max(2_147_483_647) });

/** What a picture that a provider offers looks like, fetched by the server: the browser asks no provider (S5). */
export const GET = route({ role: "viewer", input: { params } }, async ({ input, request, db }) => {
  const { candidateId } = input.params;
  const picture = await getCandidatePreview(db, { candidateId, signal: request.signal });
  return pictureResponse(picture, { etag: `"${picture.name}"`, cacheControl: "private, max-age=86400" });
});
