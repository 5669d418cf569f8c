import { type ArtworkType, artworkFacts } from "#lib/artwork/vocabulary.ts";
import { editableFields } from "#lib/movies/vocabulary.ts";
import { type ProviderFacts, type ProviderName, providerFacts, providerNames } from "#lib/providers/vocabulary.ts";
import { episodeFields, seasonFields, seriesFields } from "#lib/series/edit-vocabulary.ts";

/** Something whose values or pictures come from several providers. */
export type Choice = { id: string; label: string; providers: readonly ProviderName[] };

const whoHas = (can: (facts: ProviderFacts) => boolean): ProviderName[] =>
  providerNames.filter((name) => can(providerFacts[name]));

export const movieProviders = whoHas(({ details }) => details.includes("movie"));
export const seriesProviders = whoHas(({ details }) => details.includes("series"));
const episodeProviders = seriesProviders.filter((name) => name !== "omdb");
const artworkProviders = whoHas(({ artwork }) => artwork.includes("movie") || artwork.includes("series"));

/** Fields of films that more than one provider has. */
const movieFields = [
  "title",
  "year",
  "releaseDate",
  "runtimeMinutes",
  "plot",
  "contentRating",
  "mpaaRating",
  "genres",
  "directors",
  "writers",
  "countries",
] as const satisfies readonly (keyof typeof editableFields)[];
const fieldsOfSeries = [
  "title",
  "originalTitle",
  "year",
  "firstAired",
  "status",
  "runtimeMinutes",
  "plot",
  "tagline",
  "contentRating",
  "genres",
  "studios",
  "countries",
] as const satisfies readonly (keyof typeof seriesFields)[];
const fieldsOfSeasons = ["title", "airDate", "plot"] as const satisfies readonly (keyof typeof seasonFields)[];
const fieldsOfEpisodes = [
  "title",
  "airDate",
  "runtimeMinutes",
  "plot",
  "directors",
  "writers",
] as const satisfies readonly (keyof typeof episodeFields)[];

/** Every field that may have an order of its own, by the key it has in the setting. */
export const fieldChoices: readonly Choice[] = [
  ...movieFields.map((field) => ({
    id: `movie.${field}`,
    label: `Films: ${editableFields[field].label}`,
    providers: movieProviders,
  })),
  ...fieldsOfSeries.map((field) => ({
    id: `series.${field}`,
    label: `Series: ${seriesFields[field].label}`,
    providers: seriesProviders,
  })),
  ...fieldsOfSeasons.map((field) => ({
    id: `season.${field}`,
    label: `Seasons: ${seasonFields[field].label}`,
    providers: episodeProviders,
  })),
  ...fieldsOfEpisodes.map((field) => ({
    id: `episode.${field}`,
    label: `Episodes: ${episodeFields[field].label}`,
    providers: episodeProviders,
  })),
];

/** Types of artwork that more than one provider has. */
const sharedTypes = [
  "poster",
  "fanart",
  "clearlogo",
  "clearart",
  "banner",
  "landscape",
  "keyart",
  "characterart",
  "thumb",
] as const satisfies readonly ArtworkType[];
export const artworkChoices: readonly Choice[] = sharedTypes.map((type) => ({
  id: type,
  label: artworkFacts[type].label,
  providers: artworkProviders,
}));

/** An order with everybody in it: those that were not named come last, in their usual order. */
export const wholeOrder = (order: readonly ProviderName[], all: readonly ProviderName[]): ProviderName[] => [
  ...new Set([...order.filter((name) => all.includes(name)), ...all]),
];
