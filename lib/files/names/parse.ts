import { parseMovieName } from "./movie.ts";
import { parseTvName } from "./tv.ts";
import type { NameType, ParsedName } from "./types.ts";

/** Longer than any path a system allows; the rest of a longer text is not looked at. */
const maxLength = 4096;

/**
 * Reads what a path below a library root (`/` separated) says by itself: pure, without touching the disk, in time that
 * grows with its length alone.
 */
export function parseName(path: string, options: { type: NameType }): ParsedName {
  const text = path.length > maxLength ? path.slice(0, maxLength) : path;
  const parsed = options.type === "movie" ? parseMovieName(text) : parseTvName(text);
  return { ...parsed, input: path };
}
