/** What the list of series is ordered by and narrowed to. Browsers may see this file: it imports nothing. */

/** `descending` is how one wants it first: newest, most. */
export const seriesSorts = {
  title: { label: "Title", descending: false },
  year: { label: "Year", descending: true },
  added: { label: "Added", descending: true },
  episodes: { label: "Episodes", descending: true },
} as const satisfies Record<string, { label: string; descending: boolean }>;
export type SeriesSortField = keyof typeof seriesSorts;
export const seriesSortFields = ["title", "year", "added", "episodes"] as const satisfies readonly SeriesSortField[];

/** How far a series is. */
export const seriesStatuses = {
  needs_identification: "Needs review",
  discovered: "Discovered",
  identified: "Identified",
  enriched: "Enriched",
} as const;
export type SeriesStatus = keyof typeof seriesStatuses;
export const seriesStatusNames = [
  "needs_identification",
  "discovered",
  "identified",
  "enriched",
] as const satisfies readonly SeriesStatus[];

/** Whether new episodes still come. */
export const showStatuses = { continuing: "Continuing", ended: "Ended", cancelled: "Cancelled" } as const;
export type ShowStatus = keyof typeof showStatuses;
export const showStatusNames = ["continuing", "ended", "cancelled"] as const satisfies readonly ShowStatus[];

/** What the list filters by under "Missing". A series all of whose files are gone is listed under `files` alone. */
export const seriesGaps = { poster: "Poster", fanart: "Fanart", files: "Files" } as const;
export type SeriesGap = keyof typeof seriesGaps;
export const seriesGapNames = ["poster", "fanart", "files"] as const satisfies readonly SeriesGap[];

/** Words of Kodi, Jellyfin, TMDB, TVDB and TVmaze, in lower case. */
const statusWords: ReadonlyMap<string, ShowStatus> = new Map([
  ["continuing", "continuing"],
  ["returning series", "continuing"],
  ["running", "continuing"],
  ["in production", "continuing"],
  ["planned", "continuing"],
  ["pilot", "continuing"],
  ["in development", "continuing"],
  ["upcoming", "continuing"],
  ["ended", "ended"],
  ["canceled", "cancelled"],
  ["cancelled", "cancelled"],
]);

/** The one mapping of a provider's or NFO's word for a status. Undefined: it says nothing we know. */
export function readSeriesStatus(word: string | null): ShowStatus | undefined {
  return word === null ? undefined : statusWords.get(word.trim().toLowerCase());
}
