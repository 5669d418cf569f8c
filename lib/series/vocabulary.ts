/** Whether more episodes are to come (series.status). */
export const seriesStatuses = ["continuing", "ended", "cancelled"] as const;
export type SeriesStatus = (typeof seriesStatuses)[number];

export const seriesStatusLabels = {
  continuing: "Continuing",
  ended: "Ended",
  cancelled: "Cancelled",
} as const satisfies Record<SeriesStatus, string>;

/** Words of Kodi, Jellyfin, TMDB, TVDB and TVmaze, in lower case. */
const statusWords: ReadonlyMap<string, SeriesStatus> = new Map([
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
export function readSeriesStatus(word: string | null): SeriesStatus | undefined {
  return word === null ? undefined : statusWords.get(word.trim().toLowerCase());
}
