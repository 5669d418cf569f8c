import type { movies } from "#db/schema/index.ts";
import type { FieldChange } from "#lib/editing/kind.ts";
import { type EditableField, editableFields, type IdField, type MovieField } from "./vocabulary.ts";

export type Movie = typeof movies.$inferSelect;

/** One change of one field of a film. */
export type MovieChange = FieldChange<MovieField>;

/** A film's values under the names of the fields. `collection` is the name; the row holds its id. */
export type MovieValues = Pick<Movie, Exclude<MovieField, "collection">> & { collection: string | null };

/** The column that locks each editable field. Lists lock as a whole. */
export const fieldLocks = {
  title: "titleLocked",
  originalTitle: "originalTitleLocked",
  sortTitle: "sortTitleLocked",
  year: "yearLocked",
  releaseDate: "releaseDateLocked",
  runtimeMinutes: "runtimeLocked",
  plot: "plotLocked",
  outline: "outlineLocked",
  tagline: "taglineLocked",
  contentRating: "contentRatingLocked",
  mpaaRating: "mpaaRatingLocked",
  rating: "ratingLocked",
  userRating: "userRatingLocked",
  collection: "collectionLocked",
  genres: "genresLocked",
  directors: "directorsLocked",
  writers: "writersLocked",
  studios: "studiosLocked",
  countries: "countriesLocked",
  tags: "tagsLocked",
  trailerUrl: "trailerLocked",
} as const satisfies Record<EditableField, keyof Movie>;

/** Locks of what is no field of the form: the order of the cast, and one per type of picture. */
const otherLocks = {
  actorsOrder: "actorsOrderLocked",
  poster: "posterLocked",
  fanart: "fanartLocked",
  clearlogo: "logoLocked",
  banner: "bannerLocked",
  clearart: "clearartLocked",
  discart: "discartLocked",
  landscape: "landscapeLocked",
  keyart: "keyartLocked",
  thumb: "thumbLocked",
} as const satisfies Record<string, keyof Movie>;

export const movieLocks = { ...fieldLocks, ...otherLocks } as const;
export type Lockable = keyof typeof movieLocks;

/** Fields that live in junction tables, with a display copy on the film. */
export const listFields = ["genres", "directors", "writers", "studios", "countries", "tags"] as const;
export type ListField = (typeof listFields)[number];

const fieldNames = Object.keys(editableFields).filter((field): field is EditableField => field in fieldLocks);
const editableFieldNames: readonly EditableField[] = fieldNames;

/** Popularity and votes move every day, so their history says nothing. */
export const fieldsWithoutHistory: readonly MovieField[] = ["voteCount", "popularity"];
export const idFieldNames: readonly IdField[] = ["tmdbId", "imdbId", "tvdbId"];

/** The values of a film, from its row and the name of its collection. */
export function valuesOf(movie: Movie, collection: string | null): MovieValues {
  return { ...movie, collection };
}

/** Which editable fields of a film are locked. */
export function lockedFields(movie: Movie): ReadonlySet<EditableField> {
  return new Set(editableFieldNames.filter((field) => movie[fieldLocks[field]]));
}
