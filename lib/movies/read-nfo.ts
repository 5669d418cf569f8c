import { capName, capNames } from "#lib/cap-name.ts";
import { readCertification } from "#lib/files/nfo/meaning.ts";
import type { NfoCollection, NfoEntity } from "#lib/files/nfo/types.ts";

/** Values of a film under the names of its columns, as an NFO gives them. What the NFO leaves out is absent. */
export type NfoMovieValues = {
  title?: string;
  originalTitle?: string;
  sortTitle?: string;
  year?: number;
  releaseDate?: string;
  runtimeMinutes?: number;
  plot?: string;
  outline?: string;
  tagline?: string;
  contentRating?: string;
  mpaaRating?: string;
  userRating?: number;
  trailerUrl?: string;
  collection?: string;
  genres?: string[];
  directors?: string[];
  writers?: string[];
  studios?: string[];
  countries?: string[];
  tags?: string[];
};

export type MovieLock = (typeof movieLocks)[number];
/** Lock columns a lockdata NFO sets: every field a person may edit. */
const movieLocks = [
  "titleLocked",
  "originalTitleLocked",
  "sortTitleLocked",
  "yearLocked",
  "releaseDateLocked",
  "runtimeLocked",
  "plotLocked",
  "outlineLocked",
  "taglineLocked",
  "ratingLocked",
  "userRatingLocked",
  "mpaaRatingLocked",
  "contentRatingLocked",
  "collectionLocked",
  "genresLocked",
  "directorsLocked",
  "writersLocked",
  "studiosLocked",
  "countriesLocked",
  "tagsLocked",
  "actorsOrderLocked",
  "trailerLocked",
] as const;

/** Jellyfin's and Emby's names of locked fields, in lower case, and our locks. */
const lockedFieldNames: Readonly<Record<string, readonly MovieLock[]>> = {
  name: ["titleLocked"],
  originaltitle: ["originalTitleLocked"],
  sortname: ["sortTitleLocked"],
  overview: ["plotLocked"],
  tagline: ["taglineLocked"],
  genres: ["genresLocked"],
  cast: ["actorsOrderLocked"],
  studios: ["studiosLocked"],
  tags: ["tagsLocked"],
  productionlocations: ["countriesLocked"],
  runtime: ["runtimeLocked"],
  officialrating: ["contentRatingLocked", "mpaaRatingLocked"],
  communityrating: ["ratingLocked"],
  collections: ["collectionLocked"],
};

const present = <T>(value: T | null): T | undefined => (value === null || value === "" ? undefined : value);
const named = (name: string | null): string | undefined => (name ? capName(name) : undefined);
const filled = (names: readonly string[]): string[] | undefined => (names.length > 0 ? capNames(names) : undefined);

/** What an NFO says of a film, in our words. An empty tag is absent: it never erases. Names and titles are cut. */
export function readMovieValues(entity: NfoEntity, region: string): NfoMovieValues {
  const year = entity.premiered ? Number(entity.premiered.slice(0, 4)) : present(entity.year);
  const values = {
    title: named(entity.title),
    originalTitle: named(entity.originalTitle),
    sortTitle: named(entity.sortTitle),
    year,
    releaseDate: present(entity.premiered),
    runtimeMinutes: present(entity.runtimeMinutes),
    plot: present(entity.plot),
    outline: present(entity.outline),
    tagline: present(entity.tagline),
    ...(entity.mpaa ? readCertification(entity.mpaa, region) : {}),
    userRating: present(entity.userRating),
    trailerUrl: present(entity.trailer),
    collection: readMovieSet(entity)?.name,
    genres: filled(entity.genres),
    directors: filled(entity.directors),
    writers: filled(entity.writers),
    studios: filled(entity.studios),
    countries: filled(entity.countries),
    tags: filled(entity.tags),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The collection of a film as it is kept. */
export function readMovieSet({ collection }: NfoEntity): NfoCollection | undefined {
  return collection && collection.name.trim() !== "" ? { ...collection, name: capName(collection.name) } : undefined;
}

/** Locks that `lockdata` and `lockedfields` of an NFO ask for. Unknown names are passed over. */
export function readMovieLocks(entity: NfoEntity): MovieLock[] {
  if (entity.lockData) return [...movieLocks];
  return entity.lockedFields.flatMap((name) => lockedFieldNames[name.toLowerCase()] ?? []);
}
