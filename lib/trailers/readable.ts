import { isAppError } from "#lib/errors.ts";
import type { TrailerRow } from "./next-step.ts";
import { parseTrailerUrl } from "./trailer-url.ts";
import type { Ytdlp } from "./ytdlp.ts";

/** Whether a candidate can be had with what is installed here. Pages need yt-dlp, files do not. */
export const canReadWith =
  (ytdlp: Ytdlp) =>
  ({ sourceUrl }: Pick<TrailerRow, "sourceUrl">): boolean => {
    if (sourceUrl === null) return false;
    try {
      const { kind } = parseTrailerUrl(sourceUrl);
      return kind === "direct" || ytdlp.state === "ready";
    } catch (error) {
      // A host that the environment no longer names.
      if (isAppError(error, "invalid")) return false;
      throw error;
    }
  };
