import { trailerHeights } from "#lib/trailers/vocabulary.ts";

/** "1080p", "4K": sizes to choose among. */
export const heightOptions = trailerHeights.map((height) => ({
  value: String(height),
  label: height === 2160 ? "4K" : `${height}p`,
}));
