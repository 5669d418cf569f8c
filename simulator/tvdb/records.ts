import { profilePath } from "../answers/credits.ts";
import { wordingOf } from "../answers/summary.ts";
import { tvdbEpisodePictures, tvdbMoviePictures, tvdbSeriesPictures } from "../artwork/tvdb-pictures.ts";
import type { Film } from "../catalogue/film.ts";
import { personId } from "../catalogue/people.ts";
import { hashText } from "../catalogue/seed.ts";
import { finerGenres, threeLetterCountries, threeLetters } from "../catalogue/series-words.ts";
import type { Show } from "../catalogue/show.ts";
import { imageUrls, mainImage, screencapType } from "./artwork.ts";
import type { OrderedSeason, Placed } from "./orders.ts";

type Place = { url: string; artworkScale: number };
type Worded = Parameters<typeof wordingOf>[0];

const UPDATED = "2026-01-15 08:30:00";

export const threeOf = (language: string) => threeLetters[language] ?? language;
export const twoOf = (three: string) => Object.entries(threeLetters).find(([, letters]) => letters === three)?.[0];

/** What the service has besides the primary language: English is always there. */
export function languagesOf(worded: Worded): string[] {
  return [...new Set([worded.originalLanguage, "en", ...worded.translations.keys()])];
}

/** Name and overview in a language; undefined where nobody translated it. */
export function translationOf(worded: Worded & { alternativeTitles: { title: string }[] }, language: string) {
  if (!languagesOf(worded).includes(language)) return undefined;
  const { title, overview, tagline } = wordingOf(worded, language);
  return {
    aliases: language === "en" ? worded.alternativeTitles.map((alternative) => alternative.title) : [],
    isAlias: false,
    isPrimary: language === worded.originalLanguage,
    language: threeOf(language),
    name: title,
    overview: overview || null,
    tagline: tagline || null,
  };
}

export function translationsOf(worded: Worded & { alternativeTitles: { title: string }[] }) {
  const all = languagesOf(worded).flatMap((language) => translationOf(worded, language) ?? []);
  return {
    nameTranslations: all.map(({ language, name, isPrimary, isAlias, aliases, tagline }) => ({
      language,
      name,
      isPrimary,
      isAlias,
      aliases,
      tagline,
      overview: null,
    })),
    overviewTranslations: all
      .filter(({ overview }) => overview !== null)
      .map(({ language, overview, isPrimary }) => ({ language, overview, isPrimary })),
    alias: null,
  };
}

/** TVDB names records in their primary language: a client that wants English has to ask for it. */
export function primaryWording(worded: Worded): { name: string; overview: string | null } {
  const { overview } = wordingOf(worded, worded.originalLanguage);
  return { name: worded.originalTitle, overview: overview || null };
}

const statuses: Readonly<Record<Show["status"], { id: number; name: string }>> = {
  "Returning Series": { id: 1, name: "Continuing" },
  Ended: { id: 2, name: "Ended" },
  Canceled: { id: 2, name: "Ended" },
  Planned: { id: 3, name: "Upcoming" },
};

const aliasesOf = (worded: { alternativeTitles: { title: string }[] }) =>
  worded.alternativeTitles.map(({ title }) => ({ language: "eng", name: title }));

const slugOf = (show: Show) =>
  `${show.title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${show.firstAired.slice(0, 4)}`.slice(0, 80);

export function seriesBase(show: Show, { url, artworkScale }: Place) {
  const regular = show.seasons.filter(({ number }) => number > 0).flatMap(({ episodes }) => episodes);
  const now = new Date().toISOString().slice(0, 10);
  const aired = regular.filter((episode) => episode.aired.length === 10);
  const translated = languagesOf(show).map(threeOf);
  return {
    id: show.tvdbId,
    name: primaryWording(show).name,
    slug: slugOf(show),
    image: mainImage(tvdbSeriesPictures(show, artworkScale), { kind: "poster", url }),
    nameTranslations: translated,
    overviewTranslations: languagesOf(show)
      .filter((language) => wordingOf(show, language).overview !== "")
      .map(threeOf),
    aliases: aliasesOf(show),
    firstAired: show.firstAired,
    lastAired: aired.findLast((episode) => episode.aired <= now)?.aired ?? "",
    nextAired: aired.find((episode) => episode.aired > now)?.aired ?? "",
    score: Math.round(show.popularity * 1000),
    status: { ...statuses[show.status], recordType: "series", keepUpdated: false },
    originalCountry: threeLetterCountries[show.countries[0] ?? ""] ?? "",
    originalLanguage: threeOf(show.originalLanguage),
    country: threeLetterCountries[show.countries[0] ?? ""] ?? "",
    defaultSeasonType: 1,
    isOrderRandomized: false,
    lastUpdated: UPDATED,
    averageRuntime: show.runtimeMinutes,
    episodes: null,
    year: show.firstAired.slice(0, 4),
  };
}

export function seasonBase(show: Show, { id, number, type, name, episodes }: OrderedSeason, image: string | null) {
  return {
    id,
    seriesId: show.tvdbId,
    type,
    name,
    number,
    nameTranslations: name === null ? [] : ["eng"],
    overviewTranslations: [],
    image,
    imageType: 511,
    companies: { studio: null, network: null, production: null, distributor: null, special_effects: null },
    lastUpdated: UPDATED,
    year: episodes[0]?.episode.aired.slice(0, 4) ?? "",
  };
}

/** An episode at its place in an order, in the primary language, or in another one with null where it has none. */
export function episodeBase(
  show: Show,
  { episode, season, number }: Placed,
  { url, artworkScale, language = show.originalLanguage }: Place & { language?: string },
) {
  const picture = tvdbEpisodePictures(show, episode, artworkScale)[0];
  const { name, overview } = episodeWording(show, { episode, language });
  return {
    id: episode.tvdbId,
    seriesId: show.tvdbId,
    name,
    // Where only the month or the year is known, TVDB says only that.
    aired: episode.aired || null,
    runtime: episode.runtimeMinutes,
    nameTranslations: episodeLanguages(show, episode).map(threeOf),
    overview,
    overviewTranslations: episode.overview === "" ? [] : ["eng"],
    image: picture === undefined ? null : imageUrls(picture, url).image,
    imageType: picture === undefined ? null : screencapType,
    isMovie: 0,
    seasons: null,
    number,
    absoluteNumber: show.absolute ? (episode.absolute ?? 0) : 0,
    seasonNumber: season,
    lastUpdated: UPDATED,
    finaleType: episode.finale,
    ...(episode.season === 0 ? { airsBeforeSeason: 1, airsBeforeEpisode: 1, airsAfterSeason: null } : {}),
    linkedMovie: null,
    seasonName: null,
    year: episode.aired.slice(0, 4),
  };
}

type InLanguage = { episode: Placed["episode"]; language: string };

export function episodeWording(show: Show, { episode, language }: InLanguage) {
  const own = episode.titles.get(language);
  if (language === "en") return { name: own ?? episode.title, overview: episode.overview || null };
  // Untranslated episodes of a foreign series still have their English name in the primary language, as most do.
  if (language === show.originalLanguage) return { name: own ?? episode.title, overview: null };
  return { name: own ?? null, overview: null };
}

export const episodeLanguages = (show: Show, episode: Placed["episode"]) => [
  ...new Set([show.originalLanguage, "en", ...episode.titles.keys()]),
];

/** TVDB's own id of a person, invented from the name. */
export const tvdbPersonId = (name: string) => 300_000_000 + (hashText(`tvdb ${name}`) % 900_000_000);

function personImage(name: string, url: string): string | null {
  const path = profilePath(name);
  return path === null ? null : `${url}/tvdb-images${path}`;
}

export function peopleBase(name: string, url: string) {
  return {
    id: tvdbPersonId(name),
    name,
    image: personImage(name, url),
    score: hashText(name) % 10_000,
    nameTranslations: ["eng"],
    overviewTranslations: [],
    aliases: [],
    lastUpdated: UPDATED,
  };
}

/** Who plays whom: peopleType "Actor", "Guest Star", "Director", "Writer" or "Creator". */
export function characterOf(
  { name, role }: { name: string; role: string },
  {
    url,
    peopleType,
    sort,
    ids,
  }: {
    url: string;
    peopleType: string;
    sort: number;
    ids: { seriesId?: number; movieId?: number; episodeId?: number };
  },
) {
  const types: Readonly<Record<string, number>> = { Director: 1, Writer: 2, Actor: 3, "Guest Star": 4, Creator: 5 };
  return {
    id: 500_000_000 + (hashText(`${JSON.stringify(ids)} ${name} ${role} ${peopleType}`) % 900_000_000),
    name: role === "" ? null : role,
    peopleId: tvdbPersonId(name),
    seriesId: null,
    series: null,
    movie: null,
    movieId: null,
    episodeId: null,
    ...ids,
    type: types[peopleType] ?? 3,
    image: null,
    sort,
    isFeatured: sort < 4,
    url: String(personId(name)),
    nameTranslations: null,
    overviewTranslations: null,
    aliases: null,
    peopleType,
    personName: name,
    tagOptions: null,
    personImgURL: personImage(name, url),
  };
}

export function genresOf(names: string[]) {
  return names
    .flatMap((name) => finerGenres[name] ?? [name])
    .map((name) => ({ id: 1 + (hashText(name) % 40), name, slug: name.toLowerCase().replaceAll(" ", "-") }));
}

export function contentRatingsOf(certifications: Map<string, string>, contentType: string) {
  return [...certifications].map(([country, name], order) => ({
    id: 1 + (hashText(country + name) % 500),
    name,
    country: threeLetterCountries[country] ?? country.toLowerCase(),
    description: "",
    contentType,
    order,
    fullName: null,
  }));
}

export const remoteId = (id: string, type: number, sourceName: string) => ({ id, type, sourceName });

export function movieBase(film: Film, { url, artworkScale }: Place) {
  return {
    id: film.tvdbId ?? 0,
    name: primaryWording(film).name,
    slug: film.title.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    image: mainImage(tvdbMoviePictures(film, artworkScale), { kind: "poster", url }),
    nameTranslations: languagesOf(film).map(threeOf),
    overviewTranslations: languagesOf(film)
      .filter((language) => wordingOf(film, language).overview !== "")
      .map(threeOf),
    aliases: aliasesOf(film),
    score: Math.round(film.popularity * 1000),
    runtime: film.runtimeMinutes,
    status: { id: 5, name: "Released", recordType: "movie", keepUpdated: true },
    lastUpdated: UPDATED,
    year: film.releaseDate.slice(0, 4),
  };
}
