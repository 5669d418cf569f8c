/** Every kind of picture Metarr knows, in the data model's words. */
export const artworkTypes = [
  "poster",
  "fanart",
  "clearlogo",
  "clearart",
  "discart",
  "banner",
  "landscape",
  "keyart",
  "characterart",
  "thumb",
  "actor_thumb",
] as const;
export type ArtworkType = (typeof artworkTypes)[number];

/** The pictures of a film, in the order they are shown. */
export const movieArtworkTypes = [
  "poster",
  "fanart",
  "clearlogo",
  "clearart",
  "discart",
  "banner",
  "landscape",
  "keyart",
  "thumb",
] as const;
export type MovieArtworkType = (typeof movieArtworkTypes)[number];

/** The pictures of a series, its seasons and its episodes, in the order they are shown. */
export const seriesArtworkTypes = [
  "poster",
  "fanart",
  "clearlogo",
  "clearart",
  "banner",
  "landscape",
  "keyart",
  "characterart",
] as const satisfies readonly ArtworkType[];
export const seasonArtworkTypes = ["poster", "fanart", "banner", "landscape"] as const satisfies readonly ArtworkType[];
export const episodeArtworkTypes = ["thumb"] as const satisfies readonly ArtworkType[];

/** What a library's settings are about, by what lies in it; the portraits of people are in none. */
export const libraryArtworkTypes = [...movieArtworkTypes, "characterart"] as const satisfies readonly ArtworkType[];
export type LibraryArtworkType = (typeof libraryArtworkTypes)[number];
export const artworkTypesOf = {
  movie: movieArtworkTypes,
  tv: [...seriesArtworkTypes, ...episodeArtworkTypes],
} as const satisfies Record<"movie" | "tv", readonly LibraryArtworkType[]>;

export type ArtworkFacts = {
  label: string;
  /** More pixels than this earn nothing more. */
  ideal: { width: number; height: number };
  /** How many are chosen unless a library says otherwise; 0 turns the type off. */
  limit: number;
  /**
   * Wanted languages, best first: ISO 639-1 codes, `textless`, `library` (the library's language) or `original`
   * (the film's own).
   */
  languages: readonly string[];
};

export const artworkFacts = {
  poster: {
    label: "Poster",
    ideal: { width: 2000, height: 3000 },
    limit: 1,
    languages: ["library", "en", "original", "textless"],
  },
  fanart: {
    label: "Fanart",
    ideal: { width: 1920, height: 1080 },
    limit: 3,
    languages: ["textless", "library", "en", "original"],
  },
  clearlogo: {
    label: "Logo",
    ideal: { width: 800, height: 310 },
    limit: 1,
    languages: ["library", "en", "original", "textless"],
  },
  clearart: {
    label: "Clear art",
    ideal: { width: 1000, height: 562 },
    limit: 1,
    languages: ["library", "en", "textless", "original"],
  },
  discart: {
    label: "Disc",
    ideal: { width: 1000, height: 1000 },
    limit: 1,
    languages: ["library", "en", "textless", "original"],
  },
  banner: {
    label: "Banner",
    ideal: { width: 1000, height: 185 },
    limit: 1,
    languages: ["library", "en", "original", "textless"],
  },
  landscape: {
    label: "Landscape",
    ideal: { width: 1920, height: 1080 },
    limit: 1,
    languages: ["library", "en", "original", "textless"],
  },
  keyart: {
    label: "Key art",
    ideal: { width: 2000, height: 3000 },
    limit: 1,
    languages: ["textless", "library", "en", "original"],
  },
  characterart: {
    label: "Character art",
    ideal: { width: 1000, height: 1000 },
    limit: 1,
    languages: ["textless", "library", "en", "original"],
  },
  thumb: {
    label: "Thumb",
    ideal: { width: 1920, height: 1080 },
    limit: 1,
    languages: ["textless", "library", "en", "original"],
  },
  actor_thumb: { label: "Portrait", ideal: { width: 1000, height: 1500 }, limit: 1, languages: ["textless"] },
} as const satisfies Record<ArtworkType, ArtworkFacts>;

/** The lock of each type on a film. */
export const movieArtworkLocks = {
  poster: "posterLocked",
  fanart: "fanartLocked",
  clearlogo: "logoLocked",
  clearart: "clearartLocked",
  discart: "discartLocked",
  banner: "bannerLocked",
  landscape: "landscapeLocked",
  keyart: "keyartLocked",
  thumb: "thumbLocked",
} as const satisfies Record<MovieArtworkType, string>;

/** The column that mirrors the cache file of the first chosen picture, where a film has one. */
export const movieArtworkMirrors = {
  poster: "posterId",
  fanart: "fanartId",
  clearlogo: "logoId",
  clearart: "clearartId",
  discart: "discartId",
  banner: "bannerId",
} as const satisfies Partial<Record<MovieArtworkType, string>>;

/** Sources of a picture that is not a provider's: found beside the media, or brought by a person. */
export const ownSources = ["local", "user"] as const;

/** Who is believed first while no order of providers is set. */
export const defaultProviderOrder = ["tmdb", "fanart", "tvdb", "tvmaze"] as const;

/** How a provider writes itself. One that is not here is called as it is stored. */
const providerNames: Readonly<Record<string, string>> = {
  tmdb: "TMDB",
  tvdb: "TVDB",
  tvmaze: "TVmaze",
  fanart: "fanart.tv",
};
export const nameOfProvider = (provider: string): string => providerNames[provider] ?? provider;

/** How many points of 100 each criterion can give. */
export const scoreWeights = { resolution: 30, aspect: 20, language: 20, votes: 20, provider: 10 } as const;
export type ScoreCriterion = keyof typeof scoreWeights;
export const scoreCriteria = [
  "resolution",
  "aspect",
  "language",
  "votes",
  "provider",
] as const satisfies readonly ScoreCriterion[];

/** One criterion of a score: what it gave, of how much, and why. */
export type ScorePart = { points: number; of: number; reason: string };
export type ScoreBreakdown = Record<ScoreCriterion, ScorePart>;

/** Widths in pixels the web interface asks for. */
export const thumbnailWidths = [150, 300, 600, 1200] as const;
export type ThumbnailWidth = (typeof thumbnailWidths)[number];

/** The largest picture Metarr takes. */
export const maxImageBytes = 30 * 1024 * 1024;
export const maxImagePixels = 40_000_000;

/** What every player reads; a picture in another format is passed over. */
export const publishedFormats = ["jpg", "png"] as const;

/** Two pictures whose perceptual hashes differ in at most this many of 64 bits are nearly the same. */
export const nearDuplicateBits = 6;

export function isMovieArtworkType(type: string): type is MovieArtworkType {
  return movieArtworkTypes.some((known) => known === type);
}

export function isArtworkType(type: string): type is ArtworkType {
  return artworkTypes.some((known) => known === type);
}

const seeThrough: readonly ArtworkType[] = ["clearlogo", "clearart", "discart", "characterart"];

/** Pictures with holes, such as logos. Providers send them as PNG. */
export const isSeeThrough = (type: string): boolean => seeThrough.some((known) => known === type);
