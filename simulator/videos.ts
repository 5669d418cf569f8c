import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Asked } from "./providers.ts";
import type { Reply } from "./reply.ts";
import type { Running } from "./server.ts";
import { freeBox, stretchMp4 } from "./stretch-mp4.ts";

/** One second of a real film in scope, 1920 × 804. */
const fixture = join(import.meta.dirname, "../e2e/fixtures/media/h264-scope-aac.mp4");
const secondsLong = 90;
/** As large as a trailer has to be for its download to be seen, and no larger. */
const paddingBytes = 200_000;

let stretched: Buffer | undefined;

/** The video of a key: the same picture for all, but no two files alike. */
function videoOf(key: string): Buffer {
  stretched ??= stretchMp4(readFileSync(fixture), secondsLong);
  return Buffer.concat([stretched, freeBox(Buffer.alloc(paddingBytes, `${key} `))]);
}

/** A picture of the video: of the film it belongs to, where one names it. */
export function stillOf({ url, host }: Running, key: string): string {
  const film = host.catalogue.films.find(({ trailerKey }) => trailerKey === key);
  return `${url}/t/p/w500/film${film?.id ?? 603}backdrop17.jpg`;
}

/** The page of a video. It says what there is in JSON-LD, which tells a program length and size as well. */
export function videoPage(running: Running, { key, file, title }: { key: string; file: string; title: string }): Reply {
  const facts = {
    "@context": "https://schema.org",
    "@type": "VideoObject",
    name: title,
    contentUrl: running.url + file,
    duration: `PT${secondsLong}S`,
    width: 1920,
    height: 804,
    thumbnailUrl: stillOf(running, key),
    uploadDate: "2020-01-01",
  };
  const html = `<!doctype html><html><head><title>${title}</title>
<script type="application/ld+json">${JSON.stringify(facts)}</script></head>
<body data-video="${key}"></body></html>`;
  return { status: 200, contentType: "text/html; charset=utf-8", body: Buffer.from(html) };
}

/** The file of a video, whole or the part that is asked for. */
export function videoFile(key: string, { request }: Pick<Asked, "request">): Reply {
  const body = videoOf(key);
  const etag = `"${createHash("sha1").update(body).digest("base64url")}"`;
  const headers = { "accept-ranges": "bytes", etag };
  const contentType = "video/mp4";
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const isOther = request.headers["if-range"] !== undefined && request.headers["if-range"] !== etag;
  if (range === null || isOther) return { status: 200, contentType, body, headers };
  const from = Number(range[1]);
  const to = Math.min(body.length - 1, range[2] === "" ? Number.POSITIVE_INFINITY : Number(range[2]));
  if (from > to) {
    const all = { ...headers, "content-range": `bytes */${body.length}` };
    return { status: 416, contentType, body: Buffer.alloc(0), headers: all };
  }
  const part = { ...headers, "content-range": `bytes ${from}-${to}/${body.length}` };
  return { status: 206, contentType, body: body.subarray(from, to + 1), headers: part };
}
