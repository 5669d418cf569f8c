import { credits, pair, split } from "./text.ts";

/** One film of the catalogue, with everything the answers are made of. */
export type Film = {
  id: number;
  imdbId: string | null;
  tvdbId: number | null;
  title: string;
  originalTitle: string;
  originalLanguage: string;
  /** YYYY-MM-DD, or empty where nobody knows. */
  releaseDate: string;
  runtimeMinutes: number;
  genres: string[];
  directors: string[];
  crew: Credit[];
  cast: Credit[];
  studios: string[];
  countries: string[];
  spokenLanguages: string[];
  /** Country → certification. */
  certifications: Map<string, string>;
  voteAverage: number;
  voteCount: number;
  popularity: number;
  budget: number;
  revenue: number;
  homepage: string;
  collectionId: number | null;
  tagline: string;
  overview: string;
  /** Language → what that translation says; English is in the film itself. */
  translations: Map<string, Wording>;
  alternativeTitles: { country: string; title: string }[];
  keywords: string[];
  trailerKey: string;
  /** False for a film without any picture. */
  pictured: boolean;
};

/** Who did what: the character for cast, the job for crew. */
export type Credit = { name: string; role: string };

export type Wording = { title: string; overview: string; tagline: string };

/**
 * A film as the catalogue files write it: short, so that a film is readable at a glance.
 * Lists are one string; `cast` is "Person = Character; …", `crew` is "Person = Job; …".
 */
export type FilmEntry = {
  id: number;
  imdb?: string;
  tvdb?: number;
  title: string;
  original?: { title?: string; language: string };
  date: string;
  minutes: number;
  genres: string;
  directors: string;
  crew?: string;
  cast: string;
  studios: string;
  /** ISO 3166-1 codes, separated by spaces. */
  countries: string;
  /** ISO 639-1 codes, separated by spaces; the original language when absent. */
  spoken?: string;
  /** "US:R DE:16 GB:15" */
  rated?: string;
  votes: [average: number, count: number];
  popularity: number;
  budget?: number;
  revenue?: number;
  homepage?: string;
  collection?: number;
  tagline?: string;
  overview: string;
  de?: Partial<Wording>;
  fr?: Partial<Wording>;
  /** "DE:Other title; FR:Another title" */
  also?: string;
  keywords?: string;
  trailer?: string;
  pictured?: false;
};

/** Expands a catalogue entry into a film. */
export function readFilm(entry: FilmEntry): Film {
  const originalLanguage = entry.original?.language ?? "en";
  return {
    id: entry.id,
    imdbId: entry.imdb ?? null,
    tvdbId: entry.tvdb ?? null,
    title: entry.title,
    originalTitle: entry.original?.title ?? entry.title,
    originalLanguage,
    releaseDate: entry.date,
    runtimeMinutes: entry.minutes,
    genres: split(entry.genres, ","),
    directors: split(entry.directors, ","),
    crew: [...split(entry.directors, ",").map((name) => ({ name, role: "Director" })), ...credits(entry.crew ?? "")],
    cast: credits(entry.cast),
    studios: split(entry.studios, ";"),
    countries: split(entry.countries, " "),
    spokenLanguages: split(entry.spoken ?? originalLanguage, " "),
    certifications: new Map(split(entry.rated ?? "", " ").map((part) => pair(part, ":"))),
    voteAverage: entry.votes[0],
    voteCount: entry.votes[1],
    popularity: entry.popularity,
    budget: entry.budget ?? 0,
    revenue: entry.revenue ?? 0,
    homepage: entry.homepage ?? "",
    collectionId: entry.collection ?? null,
    tagline: entry.tagline ?? "",
    overview: entry.overview,
    translations: translationsOf(entry),
    alternativeTitles: split(entry.also ?? "", ";").map((part) => {
      const [country, title] = pair(part, ":");
      return { country, title };
    }),
    keywords: split(entry.keywords ?? "", ","),
    // No real video has a key of this form, so a test never reaches for one by accident.
    trailerKey: entry.trailer ?? `sim${String(entry.id).padStart(8, "0")}`,
    pictured: entry.pictured ?? true,
  };
}

function translationsOf(entry: FilmEntry): Map<string, Wording> {
  const found = new Map<string, Wording>();
  for (const language of ["de", "fr"] as const) {
    const wording = entry[language];
    if (wording === undefined) continue;
    found.set(language, {
      title: wording.title ?? entry.title,
      overview: wording.overview ?? "",
      tagline: wording.tagline ?? "",
    });
  }
  return found;
}
