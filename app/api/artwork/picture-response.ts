import type { ServedPicture } from "#lib/artwork/serve.ts";

/**
 * The answer with a picture: never anything but a picture for the browser, whatever its bytes are (S10), and kept by it
 * for `cacheControl`.
 */
export function pictureResponse(picture: ServedPicture, options: { etag: string; cacheControl: string }): Response {
  return new Response(Buffer.from(picture.bytes), {
    headers: {
      ...pictureHeaders(options),
      "content-type": picture.contentType,
      "content-length": String(picture.bytes.byteLength),
      "content-disposition": `inline; filename="${picture.name}"`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}

export function pictureHeaders({ etag, cacheControl }: { etag: string; cacheControl: string }): Record<string, string> {
  return { etag, "cache-control": cacheControl };
}

/** Whether the browser has this very picture already. */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get("if-none-match") ?? "";
  return known.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
}
