import type { EpisodeNumbers } from "#lib/series/list-season-episodes.ts";

type Numbers = Omit<EpisodeNumbers, "absoluteNumber"> & {
  absoluteNumber?: number | null;
  numbering?: "aired" | "absolute" | "date" | "provisional";
};

const two = (number: number): string => String(number).padStart(2, "0");

/** "Season 2", "Specials". */
export const nameOfSeason = (seasonNumber: number): string =>
  seasonNumber === 0 ? "Specials" : `Season ${seasonNumber}`;

/** "S01E03"; the day of a daily one and the absolute number of an anime that no list has placed yet. */
export function codeOf({ seasonNumber, episodeNumber, absoluteNumber, airDate, numbering = "aired" }: Numbers): string {
  if (numbering === "date" && airDate !== null) return airDate;
  if (numbering === "absolute" && absoluteNumber) return `#${absoluteNumber}`;
  return `S${two(seasonNumber)}E${two(episodeNumber)}`;
}

/** The number in its own season's table: "3". */
export function shortCodeOf(episode: Numbers): string {
  const { numbering, airDate, absoluteNumber, episodeNumber } = episode;
  if (numbering === "date" && airDate !== null) return airDate.slice(5);
  return numbering === "absolute" && absoluteNumber ? `#${absoluteNumber}` : String(episodeNumber);
}

/** The title, or what people call an episode without one. */
export function titleOf(episode: Numbers & { title: string | null }): string {
  if (episode.title) return episode.title;
  const { numbering, airDate, absoluteNumber, episodeNumber } = episode;
  if (numbering === "date" && airDate !== null) return `Episode of ${formatDay(airDate)}`;
  return `Episode ${numbering === "absolute" && absoluteNumber ? absoluteNumber : episodeNumber}`;
}

/** "S01E03–E04", "S01E03, S02E01": all episodes of one file. */
export function codesOf(episodes: readonly EpisodeNumbers[]): string {
  const [first, ...rest] = episodes;
  if (first === undefined) return "";
  const isRun = rest.every(
    (each, index) => each.seasonNumber === first.seasonNumber && each.episodeNumber === first.episodeNumber + index + 1,
  );
  const last = rest.at(-1);
  if (isRun && last) return `${codeOf(first)}–E${two(last.episodeNumber)}`;
  return episodes.map((each) => codeOf(each)).join(", ");
}

const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** "15 Mar 2024" for 2024-03-15. */
export function formatDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : days.format(at);
}

export const seasonHref = (seriesId: number, seasonNumber: number): string =>
  `/series/${seriesId}/seasons/${seasonNumber}`;

export const episodeHref = (seriesId: number, at: { seasonNumber: number; episodeNumber: number }): string =>
  `${seasonHref(seriesId, at.seasonNumber)}/episodes/${at.episodeNumber}`;
