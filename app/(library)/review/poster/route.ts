import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { pictureResponse } from "#app/api/artwork/picture-response.ts";
import { contentTypes, imageFormatOf } from "#lib/artwork/image-kind.ts";
import { AppError } from "#lib/errors.ts";
import { downloadImage } from "#lib/providers/download.ts";
import { findPosterUrl } from "#lib/review/list-candidates.ts";

const query = z.object({ candidate: z.coerce.number().int().positive() });

/** The small poster of a candidate, fetched by the server: browsers ask no provider. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, request, db }) => {
  const { candidate } = input.query;
  const url = await findPosterUrl(db, candidate);
  if (url === undefined) throw new AppError("not_found", "This candidate has no poster.");
  const { bytes } = await downloadImage(db, { url, assetType: "poster", size: "small", signal: request.signal });
  const format = imageFormatOf(bytes, "The poster");
  const picture = { bytes, contentType: contentTypes[format], name: `poster.${format}` };
  return pictureResponse(picture, { etag: `"candidate-${candidate}"`, cacheControl: "private, max-age=86400" });
});
