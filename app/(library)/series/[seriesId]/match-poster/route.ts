import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { pictureResponse } from "#app/api/artwork/picture-response.ts";
import { contentTypes, imageFormatOf } from "#lib/artwork/image-kind.ts";
import { downloadImage } from "#lib/providers/download.ts";
import { tmdbImageHome } from "#lib/providers/tmdb-artwork.ts";

/** A file name at TMDB and nothing else: the address is ours. */
const query = z.object({ file: z.string().regex(/^[\w-]{1,80}\.(jpg|jpeg|png|webp)$/i) });

/** The small poster of a series that a person may pick, fetched by the server: browsers ask no provider. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, request, db }) => {
  const { file } = input.query;
  const url = `${tmdbImageHome}/original/${file}`;
  const { bytes } = await downloadImage(db, { url, assetType: "poster", size: "small", signal: request.signal });
  const format = imageFormatOf(bytes, "The poster");
  const picture = { bytes, contentType: contentTypes[format], name: `poster.${format}` };
  return pictureResponse(picture, { etag: `"${file}"`, cacheControl: "private, max-age=86400" });
});
