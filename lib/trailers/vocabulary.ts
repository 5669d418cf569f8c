import { z } from "zod";

/** What each criterion of a trailer may give. */
export const trailerWeights = { official: 100, language: 50, resolution: 40 } as const;

/** The field under which the history keeps which trailer was chosen. */
export const trailerField = "trailer";

/** Nothing larger or longer is a trailer. */
export const maxTrailerBytes = 500 * 1024 * 1024;
export const maxTrailerMs = 10 * 60 * 1000;
/** What a provider offers and is shorter than this is no trailer either; a person may add it all the same. */
export const minTrailerMs = 10 * 1000;

/** Files that are kept and published as trailers. */
export const videoExtensions = ["mp4", "webm", "mkv"] as const;
export type VideoExtension = (typeof videoExtensions)[number];

/** The content type that browsers play each by. */
export const videoTypes = {
  mp4: "video/mp4",
  webm: "video/webm",
  mkv: "video/x-matroska",
} as const satisfies Record<VideoExtension, string>;

/** Lines of a picture that a person can choose as the most. */
export const trailerHeights = [480, 720, 1080, 1440, 2160] as const;
export type TrailerHeight = (typeof trailerHeights)[number];
export const trailerHeight = z.literal(trailerHeights);

/** What is kept in `libraries.trailers`: only what differs from the general settings. */
export const libraryTrailers = z.object({
  enabled: z.boolean().optional(),
  maxHeight: trailerHeight.optional(),
  /** Best first: `library`, `original` or a code of ISO 639-1. */
  languages: z.array(z.string().min(2).max(8)).max(20).optional(),
});
export type LibraryTrailers = z.infer<typeof libraryTrailers>;

/** Whose languages count when a library has no order of its own. */
export const usualTrailerLanguages: readonly string[] = ["library", "original", "en"];

/** Where a trailer stands, as a person sees it. */
export const trailerStateLabels = {
  offered: "Not tested yet",
  tested: "Ready",
  selected: "Chosen",
  downloaded: "Downloaded",
  unavailable: "No longer there",
  rate_limited: "Asked to wait",
  download_error: "Failed",
} as const;
export type TrailerState = keyof typeof trailerStateLabels;

/** The state of a row of trailer_candidates. A failure says more than what came before it. */
export function trailerStateOf(row: {
  failureReason: "unavailable" | "rate_limited" | "download_error" | null;
  cacheVideoFileId: number | null;
  isSelected: boolean;
  analyzed: boolean;
}): TrailerState {
  if (row.failureReason !== null) return row.failureReason;
  if (row.cacheVideoFileId !== null) return "downloaded";
  if (row.isSelected) return "selected";
  return row.analyzed ? "tested" : "offered";
}
