import { z } from "zod";
import { type FieldKind, fieldSchemas, titleSchema } from "#lib/editing/vocabulary.ts";

type FieldFacts = { label: string; kind: FieldKind };
type FieldTable = Readonly<Record<string, FieldFacts>>;

/** Every field of a series that a person may edit, in the order of the form. */
export const seriesFields = {
  title: { label: "Title", kind: "text" },
  originalTitle: { label: "Original title", kind: "text" },
  sortTitle: { label: "Sort title", kind: "text" },
  year: { label: "Year", kind: "year" },
  firstAired: { label: "First aired", kind: "day" },
  status: { label: "Status", kind: "status" },
  runtimeMinutes: { label: "Runtime of an episode", kind: "minutes" },
  plot: { label: "Plot", kind: "longText" },
  outline: { label: "Outline", kind: "longText" },
  tagline: { label: "Tagline", kind: "text" },
  contentRating: { label: "Certification", kind: "text" },
  userRating: { label: "Your rating", kind: "rating" },
  genres: { label: "Genres", kind: "list" },
  studios: { label: "Studios", kind: "list" },
  countries: { label: "Countries", kind: "list" },
  tags: { label: "Tags", kind: "list" },
} as const satisfies FieldTable;
export type SeriesField = keyof typeof seriesFields;

export const seasonFields = {
  title: { label: "Title", kind: "text" },
  airDate: { label: "First aired", kind: "day" },
  plot: { label: "Plot", kind: "longText" },
} as const satisfies FieldTable;
export type SeasonField = keyof typeof seasonFields;

export const episodeFields = {
  title: { label: "Title", kind: "text" },
  airDate: { label: "Aired", kind: "day" },
  runtimeMinutes: { label: "Runtime", kind: "minutes" },
  plot: { label: "Plot", kind: "longText" },
  userRating: { label: "Your rating", kind: "rating" },
  directors: { label: "Directors", kind: "list" },
  writers: { label: "Writers", kind: "list" },
} as const satisfies FieldTable;
export type EpisodeField = keyof typeof episodeFields;

/** Facts that follow the providers, and ids that say which title it is. */
const otherFields: Readonly<Record<string, string>> = {
  networks: "Networks",
  originalLanguage: "Original language",
  homepage: "Website",
  popularity: "Popularity",
  tmdbId: "TMDB id",
  tvdbId: "TVDB id",
  imdbId: "IMDb id",
  tvmazeId: "TVmaze id",
  episodeOrder: "Order of episodes",
  displaySeason: "Shown in season",
  displayEpisode: "Shown as episode",
  absoluteNumber: "Absolute number",
};

/** What people call a field of a series, season or episode; an unknown one is shown as it is. */
export function labelOfSeriesField(field: string): string {
  const tables: readonly FieldTable[] = [seriesFields, episodeFields, seasonFields];
  return tables.find((table) => Object.hasOwn(table, field))?.[field]?.label ?? otherFields[field] ?? field;
}

const { day, line, minutes, name, names, stars, text, year } = fieldSchemas;
const status = z.preprocess(
  (value) => (value === "" ? null : value),
  z.enum(["continuing", "ended", "cancelled"]).nullable(),
);

/** What a person may send to change a series: only the fields that change. Empty text empties the field. */
export const seriesEditSchema = z
  .object({
    title: titleSchema("A series needs a title."),
    originalTitle: name,
    sortTitle: name,
    year,
    firstAired: day,
    status,
    runtimeMinutes: minutes,
    plot: text,
    outline: text,
    tagline: line,
    contentRating: line,
    userRating: stars,
    genres: names,
    studios: names,
    countries: names,
    tags: names,
  })
  .partial()
  .strict();
export type SeriesEdit = z.output<typeof seriesEditSchema>;

export const seasonEditSchema = z.object({ title: name, airDate: day, plot: text }).partial().strict();
export type SeasonEdit = z.output<typeof seasonEditSchema>;

export const episodeEditSchema = z
  .object({
    title: name,
    airDate: day,
    runtimeMinutes: minutes,
    plot: text,
    userRating: stars,
    directors: names,
    writers: names,
  })
  .partial()
  .strict();
export type EpisodeEdit = z.output<typeof episodeEditSchema>;
