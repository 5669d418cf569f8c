import { parseMovieName } from "./movie.ts";
import { parseTvName } from "./tv.ts";
import type { NameType, ParsedName } from "./types.ts";

/** No system allows longer paths or names; the rest of a longer text is not looked at. */
const maxPathLength = 4096;
const maxNameLength = 255;

/**
 * Reads what a path below a library root (`/` separated) says by itself: pure, without touching the disk, in time that
 * grows with its length alone.
 */
export function parseName(path: string, options: { type: NameType }): ParsedName {
  const text = path.length <= maxNameLength ? path : shorten(path);
  const parsed = options.type === "movie" ? parseMovieName(text) : parseTvName(text);
  return { ...parsed, input: path };
}

function shorten(path: string): string {
  const names = path.slice(0, maxPathLength).split("/");
  return names.map((name) => name.slice(0, maxNameLength)).join("/");
}
