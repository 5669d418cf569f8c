import { z } from "zod";
import { type FieldKind, fieldSchemas, titleSchema } from "#lib/editing/vocabulary.ts";

/** Every field of a film that a person may edit, in the order of the form. lib/movies/fields.ts knows their columns. */
export const editableFields = {
  title: { label: "Title", kind: "text" },
  originalTitle: { label: "Original title", kind: "text" },
  sortTitle: { label: "Sort title", kind: "text" },
  year: { label: "Year", kind: "year" },
  releaseDate: { label: "Release date", kind: "day" },
  runtimeMinutes: { label: "Runtime", kind: "minutes" },
  plot: { label: "Plot", kind: "longText" },
  outline: { label: "Outline", kind: "longText" },
  tagline: { label: "Tagline", kind: "text" },
  contentRating: { label: "Certification", kind: "text" },
  mpaaRating: { label: "MPAA rating", kind: "text" },
  rating: { label: "Rating", kind: "rating" },
  userRating: { label: "Your rating", kind: "rating" },
  collection: { label: "Collection", kind: "text" },
  genres: { label: "Genres", kind: "list" },
  directors: { label: "Directors", kind: "list" },
  writers: { label: "Writers", kind: "list" },
  studios: { label: "Studios", kind: "list" },
  countries: { label: "Countries", kind: "list" },
  tags: { label: "Tags", kind: "list" },
  trailerUrl: { label: "Trailer address", kind: "url" },
} as const satisfies Record<string, { label: string; kind: FieldKind }>;
export type EditableField = keyof typeof editableFields;

/** Facts that follow the provider and that nobody edits. */
export const readOnlyFields = {
  voteCount: { label: "Votes" },
  budget: { label: "Budget" },
  revenue: { label: "Revenue" },
  homepage: { label: "Website" },
  originalLanguage: { label: "Original language" },
  popularity: { label: "Popularity" },
  status: { label: "Status" },
} as const;
export type ReadOnlyField = keyof typeof readOnlyFields;

/** Ids that say which film it is. They change when it is identified, not in the form. */
export const idFields = {
  tmdbId: { label: "TMDB id" },
  imdbId: { label: "IMDb id" },
  tvdbId: { label: "TVDB id" },
} as const;
export type IdField = keyof typeof idFields;

export type MovieField = EditableField | ReadOnlyField | IdField;

export const isEditableField = (field: string): field is EditableField => Object.hasOwn(editableFields, field);

export const isMovieField = (field: string): field is MovieField =>
  isEditableField(field) || Object.hasOwn(readOnlyFields, field) || Object.hasOwn(idFields, field);

/** What people call a field; an unknown one is shown as it is. */
export function labelOfField(field: string): string {
  if (isEditableField(field)) return editableFields[field].label;
  const facts: Readonly<Record<string, { label: string }>> = { ...readOnlyFields, ...idFields };
  return facts[field]?.label ?? field;
}

const identificationStatuses = {
  discovered: "Discovered",
  identified: "Identified",
  enriched: "Enriched",
  needs_identification: "Needs identification",
} as const;
export type IdentificationStatus = keyof typeof identificationStatuses;

const { address, day, line, minutes, name, names, stars, text, year } = fieldSchemas;

/** What a person may send to change a film: only the fields that change. Empty text empties the field. */
export const movieEditSchema = z
  .object({
    title: titleSchema("A film needs a title."),
    originalTitle: name,
    sortTitle: name,
    year,
    releaseDate: day,
    runtimeMinutes: minutes,
    plot: text,
    outline: text,
    tagline: line,
    contentRating: line,
    mpaaRating: line,
    rating: stars,
    userRating: stars,
    collection: name,
    genres: names,
    directors: names,
    writers: names,
    studios: names,
    countries: names,
    tags: names,
    trailerUrl: address,
  })
  .partial()
  .strict();
export type MovieEdit = z.output<typeof movieEditSchema>;

/** Orders of the list of films. `descending` is how one wants it first: newest, best. */
export const movieSorts = {
  title: { label: "Title", descending: false },
  year: { label: "Year", descending: true },
  added: { label: "Added", descending: true },
  rating: { label: "Rating", descending: true },
} as const satisfies Record<string, { label: string; descending: boolean }>;
export type MovieSortField = keyof typeof movieSorts;
export const movieSortFields = ["title", "year", "added", "rating"] as const satisfies readonly MovieSortField[];

/** What the list filters by under "Status": how far a film is, or that its file is gone. */
export const movieStatusFilters = {
  needs_identification: "Needs review",
  discovered: "Discovered",
  identified: "Identified",
  enriched: "Enriched",
  missing: "File missing",
} as const satisfies Record<IdentificationStatus | "missing", string>;
export type MovieStatusFilter = keyof typeof movieStatusFilters;
export const movieStatusNames = [
  "needs_identification",
  "discovered",
  "identified",
  "enriched",
  "missing",
] as const satisfies readonly MovieStatusFilter[];

/** What the list filters by under "Missing". */
export const movieGaps = {
  poster: "Poster",
  fanart: "Fanart",
  clearlogo: "Logo",
  published: "Published files",
} as const;
export type MovieGap = keyof typeof movieGaps;
export const movieGapNames = ["poster", "fanart", "clearlogo", "published"] as const satisfies readonly MovieGap[];

/** What a person can ask of any number of films; each becomes a job of its own. `help` says what it leaves alone. */
export const filmCommands = {
  fill: { label: "Fill what is missing", help: "Asks the providers, and keeps every value and picture there is." },
  replace: { label: "Take the newest values", help: "Providers win, except over what is locked." },
  identify: { label: "Identify again", help: "Looks for the film anew. Locked fields and chosen pictures stay." },
  publish: { label: "Publish", help: "Writes NFO and artwork. What is replaced goes to the recycle bin." },
} as const satisfies Record<string, { label: string; help: string }>;
export type FilmCommand = keyof typeof filmCommands;
export const filmCommandNames = ["fill", "replace", "identify", "publish"] as const satisfies readonly FilmCommand[];

/** Lists that can be edited for many films at once: names are added, taken out, or the list is replaced. */
export const bulkListFields = ["genres", "tags", "studios", "countries"] as const satisfies readonly EditableField[];
export const bulkListWays = { add: "Add", remove: "Take out", set: "Replace by" } as const;

/** What a person may change of many films at once. A field that is absent stays as it is. */
export const bulkEditSchema = z
  .object({
    lists: z
      .partialRecord(z.enum(bulkListFields), z.object({ way: z.enum(["add", "remove", "set"]), names }))
      .default({}),
    values: movieEditSchema.pick({ contentRating: true, collection: true, userRating: true }).default({}),
    /** Locks to set and to take off, beside those that an edit brings. */
    lock: z.array(z.string().refine(isEditableField, "This field cannot be locked.")).default([]),
    unlock: z.array(z.string().refine(isEditableField, "This field cannot be locked.")).default([]),
  })
  .refine(
    ({ lists, values, lock, unlock }) =>
      Object.keys(lists).length + Object.keys(values).length + lock.length + unlock.length > 0,
    "Choose something to change first.",
  );
export type BulkEdit = z.output<typeof bulkEditSchema>;
