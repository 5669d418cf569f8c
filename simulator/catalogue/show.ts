import type { Credit, Wording } from "./film.ts";
import { hashText } from "./seed.ts";
import { readEpisodes } from "./show-episodes.ts";
import { credits, pair, split } from "./text.ts";

/** One series of the catalogue, with everything the answers of all providers are made of. */
export type Show = {
  tmdbId: number;
  tvdbId: number;
  imdbId: string | null;
  tvmazeId: number;
  title: string;
  originalTitle: string;
  originalLanguage: string;
  /** The first day of season 1: YYYY-MM-DD, or less where only that is known, or empty. */
  firstAired: string;
  status: ShowStatus;
  type: "Scripted" | "Miniseries" | "Talk Show" | "Documentary";
  runtimeMinutes: number;
  /** TMDB's names for series. */
  genres: string[];
  creators: string[];
  directors: string[];
  writers: string[];
  cast: Credit[];
  /** Who comes and goes: some of them are in every episode. */
  guests: Credit[];
  networks: string[];
  studios: string[];
  countries: string[];
  spokenLanguages: string[];
  /** Country → certification. */
  certifications: Map<string, string>;
  voteAverage: number;
  voteCount: number;
  popularity: number;
  homepage: string;
  tagline: string;
  overview: string;
  /** Language → what that translation says; English is in the show itself. */
  translations: Map<string, Wording>;
  alternativeTitles: { country: string; title: string }[];
  keywords: string[];
  trailerKey: string;
  /** By number; season 0 holds the specials. */
  seasons: Season[];
  groups: EpisodeGroup[];
  /** Whether TVDB numbers it through, as it does for anime. */
  absolute: boolean;
  pictured: boolean;
};

/** TMDB's words. */
export type ShowStatus = "Ended" | "Canceled" | "Returning Series" | "Planned";

export type Season = {
  number: number;
  title: string;
  overview: string;
  tmdbId: number;
  tvdbId: number;
  episodes: Episode[];
};

export type Episode = {
  season: number;
  number: number;
  /** Counted through all seasons without specials; null for those. */
  absolute: number | null;
  /** Where it is on the discs; null when it is on none. */
  dvd: { season: number; number: number } | null;
  title: string;
  /** Language → title, where it has another one. */
  titles: Map<string, string>;
  overview: string;
  /** YYYY-MM-DD, or only YYYY-MM or YYYY, or empty. */
  aired: string;
  runtimeMinutes: number;
  productionCode: string;
  finale: "season" | "series" | null;
  tmdbId: number;
  tvdbId: number;
  tvmazeId: number;
  imdbId: string | null;
  director: string | null;
  writer: string | null;
  guests: Credit[];
};

/** One of TMDB's other orders. Types: 1 aired, 2 absolute, 3 DVD, 4 digital, 5 story arc, 6 production, 7 TV. */
export type EpisodeGroup = {
  id: string;
  name: string;
  type: number;
  description: string;
  parts: { id: string; name: string; episodes: Episode[] }[];
};

/** A season as the catalogue files write it. */
export type SeasonEntry = {
  /** The place in the list when absent, from 1 on. */
  number?: number;
  name?: string;
  /** When its first episode aired. The next ones follow every `every` days (7), or on these weekdays (1 is Monday). */
  from?: string;
  every?: number;
  weekdays?: readonly number[];
  /** "Title; @2008-02-10 Title with a date of its own; …" */
  titles?: string;
  /** So many episodes, titled by rule from where `titles` ends; "dates" names them by their day. */
  count?: number;
  named?: "dates";
  /** Episode number → title, in place of the one by rule. */
  known?: Readonly<Record<number, string>>;
  de?: string;
  original?: string;
  minutes?: number;
};

/** A series as the catalogue files write it. Lists are one string, as in films. */
export type ShowEntry = {
  tmdb: number;
  tvdb: number;
  imdb?: string;
  tvmaze: number;
  title: string;
  original?: { title?: string; language: string };
  status: ShowStatus;
  type?: Show["type"];
  minutes: number;
  genres: string;
  creators?: string;
  directors?: string;
  writers?: string;
  cast: string;
  guests?: string;
  networks: string;
  studios?: string;
  countries: string;
  rated?: string;
  votes: [average: number, count: number];
  popularity: number;
  homepage?: string;
  tagline?: string;
  overview: string;
  de?: Partial<Wording>;
  fr?: Partial<Wording>;
  also?: string;
  keywords?: string;
  trailer?: string;
  seasons: readonly SeasonEntry[];
  specials?: Omit<SeasonEntry, "number">;
  /** One string per season of discs: "1x11 1x1-1x3 …" in the order of the discs. */
  dvd?: readonly string[];
  absolute?: true;
  /** Parts are "Name: 1x1-1x8, 2x3". */
  groups?: readonly { name: string; type: number; description?: string; parts: readonly string[] }[];
  pictured?: false;
};

/** Expands a catalogue entry into a series. */
export function readShow(entry: ShowEntry): Show {
  const originalLanguage = entry.original?.language ?? "en";
  const { seasons, groups } = readEpisodes(entry);
  return {
    tmdbId: entry.tmdb,
    tvdbId: entry.tvdb,
    imdbId: entry.imdb ?? null,
    tvmazeId: entry.tvmaze,
    title: entry.title,
    originalTitle: entry.original?.title ?? entry.title,
    originalLanguage,
    firstAired: seasons.find((season) => season.number > 0)?.episodes[0]?.aired ?? "",
    status: entry.status,
    type: entry.type ?? "Scripted",
    runtimeMinutes: entry.minutes,
    genres: split(entry.genres, ","),
    creators: split(entry.creators ?? "", ","),
    directors: split(entry.directors ?? "", ","),
    writers: split(entry.writers ?? entry.creators ?? "", ","),
    cast: credits(entry.cast),
    guests: credits(entry.guests ?? ""),
    networks: split(entry.networks, ";"),
    studios: split(entry.studios ?? "", ";"),
    countries: split(entry.countries, " "),
    spokenLanguages: [originalLanguage],
    certifications: new Map(split(entry.rated ?? "", " ").map((part) => pair(part, ":"))),
    voteAverage: entry.votes[0],
    voteCount: entry.votes[1],
    popularity: entry.popularity,
    homepage: entry.homepage ?? "",
    tagline: entry.tagline ?? "",
    overview: entry.overview,
    translations: new Map(
      (["de", "fr"] as const).flatMap((language) => {
        const wording = entry[language];
        return wording === undefined
          ? []
          : [[language, { title: entry.title, overview: "", tagline: "", ...wording }] as const];
      }),
    ),
    alternativeTitles: split(entry.also ?? "", ";").map((part) => {
      const [country, title] = pair(part, ":");
      return { country, title };
    }),
    keywords: split(entry.keywords ?? "", ","),
    trailerKey: entry.trailer ?? `stv${String(hashText(entry.title) % 100_000_000).padStart(8, "0")}`,
    seasons,
    groups,
    absolute: entry.absolute ?? false,
    pictured: entry.pictured ?? true,
  };
}
