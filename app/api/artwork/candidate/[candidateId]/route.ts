import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { getCandidatePreview } from "#lib/artwork/preview.ts";
import { pictureResponse } from "../../picture-response.ts";

const params = z.object({ candidateId: z.coerce.number().int().positive().max(2_147_483_647) });

const query = z.object({ size: z.enum(["small", "full"]).default("small") });

/**
 * What a picture that a provider offers looks like, fetched by the server: the browser asks no provider (S5). The whole of it is for
 * those who choose; it is a large file, and others get the small one.
 */
export const GET = route({ role: "viewer", input: { params, query } }, async ({ input, request, db, user }) => {
  const { candidateId } = input.params;
  const size = hasRole(user, "editor") ? input.query.size : "small";
  const picture = await getCandidatePreview(db, { candidateId, size, signal: request.signal });
  return pictureResponse(picture, { etag: `"${picture.name}"`, cacheControl: "private, max-age=86400" });
});
