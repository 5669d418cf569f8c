import type { Film } from "../catalogue/film.ts";
import { hashText, objectId } from "../catalogue/seed.ts";
import { countries, genreIds, genreNames, languages } from "../catalogue/words.ts";
import { filmsOf, studioId } from "../catalogue.ts";
import type { Answering } from "./answering.ts";
import { creditsOf } from "./credits.ts";
import { filmImages } from "./images.ts";
import { languageOf, mainPaths, type Worded, wordingOf } from "./summary.ts";

/** The parts a film can be asked for, by themselves or with append_to_response. */
export const movieParts: Readonly<Record<string, (answering: Answering, film: Film) => object>> = {
  alternative_titles: (_, film) => ({
    titles: film.alternativeTitles.map(({ country, title }) => ({ iso_3166_1: country, title, type: "" })),
  }),
  credits: (_, film) => creditsOf(film),
  external_ids: (_, film) => ({
    imdb_id: film.imdbId,
    wikidata_id: film.voteCount > 0 ? `Q${hashText(film.title) % 10_000_000}` : null,
    facebook_id: null,
    instagram_id: null,
    twitter_id: null,
  }),
  images: ({ query, artworkScale }, film) => filmImages(film, query, artworkScale),
  keywords: (_, film) => ({ keywords: film.keywords.map((name) => ({ id: hashText(name) % 300_000, name })) }),
  release_dates: (_, film) => ({ results: releaseDates(film) }),
  translations: (_, film) => ({ translations: translationsOf(film) }),
  videos: ({ query }, film) => ({ results: videosOf(film, query) }),
};

/** TMDB refuses more than this many appended parts. */
export const MAX_APPENDED = 20;

/** A film with what was appended; unknown parts are passed over, as TMDB does. */
export function movieAnswer(answering: Answering, film: Film) {
  const appended = (answering.query.get("append_to_response") ?? "").split(",").filter(Boolean);
  const parts = appended.flatMap((name) => {
    const part = movieParts[name];
    return part === undefined ? [] : [[name, part(answering, film)]];
  });
  return { ...movieDetails(answering, film), ...Object.fromEntries(parts) };
}

function movieDetails({ query, catalogue }: Answering, film: Film) {
  const language = languageOf(query);
  const { title, overview, tagline } = wordingOf(film, language);
  const paths = mainPaths(film, language);
  const collection = film.collectionId === null ? undefined : catalogue.collections.get(film.collectionId);
  const first = collection === undefined ? undefined : filmsOf(catalogue, collection.id)[0];
  return {
    adult: false,
    backdrop_path: paths.backdrop_path,
    belongs_to_collection:
      collection === undefined || first === undefined
        ? null
        : {
            id: collection.id,
            name: localName(collection, language),
            ...collectionPaths(first, collection.id, language),
          },
    budget: film.budget,
    genres: film.genres.map((name) => ({ id: genreIds[name] ?? 0, name: genreNames[language]?.[name] ?? name })),
    homepage: film.homepage,
    id: film.id,
    imdb_id: film.imdbId,
    origin_country: film.countries.slice(0, 1),
    original_language: film.originalLanguage,
    original_title: film.originalTitle,
    overview,
    popularity: film.popularity,
    poster_path: paths.poster_path,
    production_companies: companiesOf(film.studios, film.countries),
    production_countries: countriesOf(film.countries),
    release_date: film.releaseDate,
    revenue: film.revenue,
    runtime: film.runtimeMinutes,
    spoken_languages: spokenLanguagesOf(film.spokenLanguages),
    status: film.releaseDate === "" ? "In Production" : "Released",
    tagline,
    title,
    video: false,
    vote_average: film.voteAverage,
    vote_count: film.voteCount,
  };
}

/** Studios or networks; every other one has a logo. */
export function companiesOf(names: string[], codes: string[]) {
  return names.map((name) => ({
    id: studioId(name),
    logo_path: hashText(name) % 2 === 0 ? `/studio${studioId(name)}.png` : null,
    name,
    origin_country: codes[0] ?? "",
  }));
}

export function countriesOf(codes: string[]) {
  return codes.map((code) => ({ iso_3166_1: code, name: countries[code] ?? code }));
}

export function spokenLanguagesOf(codes: string[]) {
  return codes.map((code) => ({
    english_name: languages[code]?.english ?? code,
    iso_639_1: code,
    name: languages[code]?.own ?? "",
  }));
}

/** The collection's name in this language, English where there is none. */
export function localName(collection: { name: string; de?: string; fr?: string }, language: string): string {
  return (language === "de" ? collection.de : language === "fr" ? collection.fr : undefined) ?? collection.name;
}

/** A collection shows its first film's designs under its own name. */
export function collectionPaths(first: Film, collectionId: number, language: string) {
  const own = (path: string | null) => path?.replace(`film${first.id}`, `collection${collectionId}`) ?? null;
  const { poster_path, backdrop_path } = mainPaths(first, language);
  return { poster_path: own(poster_path), backdrop_path: own(backdrop_path) };
}

/** Theatrical (type 3) in every certified country, digital (4) in the first half a year later. */
function releaseDates(film: Film) {
  if (film.releaseDate === "") return [];
  const opening = Date.parse(`${film.releaseDate}T00:00:00Z`);
  return [...film.certifications].map(([country, certification], index) => {
    const days = index * 21;
    const entry = (type: number, after: number) => ({
      certification,
      descriptors: [],
      iso_639_1: "",
      note: "",
      release_date: new Date(opening + after * 86_400_000).toISOString(),
      type,
    });
    return { iso_3166_1: country, release_dates: index === 0 ? [entry(3, 0), entry(4, 180)] : [entry(3, days)] };
  });
}

/** The country TMDB names with a language; the language's own letters where they are the country's too. */
const translationCountries: Readonly<Record<string, string>> = { en: "US", ja: "JP", ko: "KR" };

/** English, the film's own language and what it is translated into. TMDB leaves a title empty where it equals the original one. */
function translationsOf(film: Film) {
  return languagesOf(film).map((language) => {
    const { title, overview, tagline } = wordingOf(film, language);
    const data = {
      homepage: language === "en" ? film.homepage : "",
      overview,
      runtime: film.runtimeMinutes,
      tagline,
      title: title === film.originalTitle ? "" : title,
    };
    return { ...languageNames(language), data };
  });
}

/** English, the own language and those with a translation. */
export function languagesOf(worded: Worded): string[] {
  return [...new Set(["en", worded.originalLanguage, ...worded.translations.keys()])];
}

/** How TMDB names the language of a translation. */
export function languageNames(language: string) {
  const names = languages[language];
  return {
    iso_3166_1: translationCountries[language] ?? language.toUpperCase(),
    iso_639_1: language,
    name: names?.own ?? "",
    english_name: names?.english ?? "",
  };
}

/** Trailer and teaser in English, a trailer in German where the film is translated; `language` filters as for pictures. */
export function videosOf(
  film: Worded & Pick<Film, "id" | "voteCount" | "releaseDate" | "trailerKey">,
  query: URLSearchParams,
) {
  if (film.voteCount === 0) return [];
  const wished = [languageOf(query), ...(query.get("include_video_language")?.split(",") ?? [])];
  const video = (language: string, { key, type, size }: { key: string; type: string; size: number }) => ({
    iso_639_1: language,
    iso_3166_1: language === "de" ? "DE" : "US",
    name:
      language === "de"
        ? `${wordingOf(film, "de").title} (offizieller Trailer)`
        : `${film.title} (official ${type.toLowerCase()})`,
    key,
    site: "YouTube",
    size,
    type,
    official: type === "Trailer",
    published_at: `${film.releaseDate || "2026-01-01"}T12:00:00.000Z`,
    id: objectId(`${film.id}:${language}:${type}`),
  });
  const all = [
    video("en", { key: film.trailerKey, type: "Trailer", size: 1080 }),
    video("en", { key: `tea${String(film.id).padStart(8, "0")}`, type: "Teaser", size: 720 }),
    ...(film.translations.has("de")
      ? [video("de", { key: `deu${String(film.id).padStart(8, "0")}`, type: "Trailer", size: 1080 })]
      : []),
  ];
  return all.filter((entry) => wished.includes(entry.iso_639_1));
}
