import { readByteRange } from "#lib/files/byte-range.ts";
import { streamPart } from "#lib/files/stream-part.ts";
import type { ServedVideo } from "#lib/trailers/serve-video.ts";

/**
 * Answers with a video or the part of it that is asked for (RFC 9110, 14): 206, or 416 where the file has no such part.
 * Never anything but a video for the browser, whatever its bytes are (S10). `HEAD` gets the same without the bytes.
 */
export function videoResponse(request: Request, video: ServedVideo): Response {
  const { sizeBytes, hash } = video;
  const etag = `"${hash.slice(0, 32)}"`;
  const headers: Record<string, string> = {
    etag,
    "accept-ranges": "bytes",
    // Another file may be behind this address tomorrow.
    "cache-control": "private, no-cache",
    "content-type": video.contentType,
    "content-disposition": `inline; filename="${video.name}"`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
  };
  const empty = (status: number, more: Record<string, string> = {}) =>
    new Response(null, { status, headers: { ...headers, ...more } });
  if (isKnown(request.headers.get("if-none-match"), etag)) return empty(304);
  const ifRange = request.headers.get("if-range");
  // A browser that has another version of it needs all of this one.
  const isSame = ifRange === null || ifRange.trim() === etag;
  const range = isSame ? readByteRange(request.headers.get("range"), sizeBytes) : undefined;
  if (range === "unsatisfiable") return empty(416, { "content-range": `bytes */${sizeBytes}` });
  const part = range ?? { first: 0, last: sizeBytes - 1 };
  const status = range === undefined ? 200 : 206;
  const shown = {
    "content-length": String(part.last - part.first + 1),
    ...(range === undefined ? {} : { "content-range": `bytes ${part.first}-${part.last}/${sizeBytes}` }),
  };
  if (request.method === "HEAD" || sizeBytes === 0) return empty(status, shown);
  return new Response(streamPart(video.open, part), { status, headers: { ...headers, ...shown } });
}

const isKnown = (known: string | null, etag: string): boolean =>
  (known ?? "").split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
