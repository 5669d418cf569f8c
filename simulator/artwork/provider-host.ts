import { findFanartPicture } from "./fanart-pictures.ts";
import { type Host, resizedTo, type Served, serveDrawn, servePicture } from "./host.ts";
import type { Drawn } from "./pictures.ts";
import { findTvdbPicture } from "./tvdb-pictures.ts";
import { findTvmazePicture } from "./tvmaze-pictures.ts";

type Finder = (host: Host, file: string) => Drawn | undefined;

/** Image hosts by path: who has the picture, and how wide the small form is. */
const hosts: readonly { path: RegExp; find: Finder; width?: number }[] = [
  { path: /^\/tvdb-images\/([^/]+)_t(\.[a-z]+)$/, find: findTvdbPicture, width: 340 },
  { path: /^\/tvdb-images\/([^/]+)(\.[a-z]+)$/, find: findTvdbPicture },
  { path: /^\/fanart-images\/fanart\/([^/]+)(\.[a-z]+)$/, find: findFanartPicture },
  { path: /^\/fanart-images\/preview\/([^/]+)(\.[a-z]+)$/, find: findFanartPicture, width: 200 },
  { path: /^\/tvmaze-images\/original_untouched\/([^/]+)(\.[a-z]+)$/, find: findTvmazePicture },
  { path: /^\/tvmaze-images\/medium_portrait\/([^/]+)(\.[a-z]+)$/, find: findTvmazePicture, width: 210 },
];

/** The picture behind a path of any image host, or undefined for 404. */
export async function serveProviderPicture(host: Host, path: string): Promise<Served | undefined> {
  const tmdb = /^\/t\/p\/([^/]+)\/([^/]+)$/.exec(path);
  if (tmdb !== null) return servePicture(host, { size: tmdb[1] ?? "", file: tmdb[2] ?? "" });
  for (const { path: pattern, find, width } of hosts) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const file = `${match[1]}${match[2]}`;
    // People look the same everywhere.
    if (file.startsWith("person")) return servePicture(host, { size: width ? "w185" : "original", file });
    const drawn = find(host, file);
    if (drawn !== undefined) return serveDrawn(host, drawn, width === undefined ? (size) => size : resizedTo(width));
  }
  return undefined;
}
