import { z } from "zod";

/** Every provider, in the order of trust that counts where nobody set another. */
export const providerNames = ["tmdb", "tvdb", "tvmaze", "omdb", "fanart"] as const;
export type ProviderName = (typeof providerNames)[number];
export const providerNameSchema = z.enum(providerNames);

/** What a provider can be asked about. */
export type ProviderKind = "movie" | "series" | "collection" | "person";

/** What a question may say of the language of its answer. */
export type LanguagePart = "language" | "region" | "fallbackLanguages";

/** What a provider offers, for callers that choose whom to ask and for the page that shows it. */
export type ProviderFacts = {
  label: string;
  /** Where a person gets a key, and what the provider is for, in one sentence. */
  about: string;
  website: string;
  needsKey: boolean;
  /** What can be looked for by title. */
  search: readonly ProviderKind[];
  /** What can be found by the id of another database. */
  find: readonly ProviderKind[];
  /** What it has values for; ratings and artwork are listed by themselves. */
  details: readonly ProviderKind[];
  ratings: readonly ProviderKind[];
  artwork: readonly ProviderKind[];
  trailers: readonly ProviderKind[];
  /** Orders of episodes beside the aired one. */
  orders: boolean;
  /** What of the language of its texts can be chosen. None: it has one language only, or all at once, as fanart.tv. */
  languages: readonly LanguagePart[];
  /** Tells which items changed since a moment. */
  changes: readonly ProviderKind[];
};

export const providerFacts = {
  tmdb: {
    label: "TMDB",
    about: "Films, series, people, sets and their artwork. Free with an account.",
    website: "https://www.themoviedb.org/settings/api",
    needsKey: true,
    search: ["movie", "series"],
    find: ["movie", "series"],
    details: ["movie", "series", "collection", "person"],
    ratings: ["movie", "series"],
    artwork: ["movie", "series", "collection", "person"],
    trailers: ["movie", "series"],
    orders: true,
    languages: ["language", "region", "fallbackLanguages"],
    changes: ["movie", "series", "person"],
  },
  tvdb: {
    label: "TVDB",
    about: "Series with DVD and absolute orders of their episodes. Needs a key.",
    website: "https://thetvdb.com/api-information",
    needsKey: true,
    search: ["series"],
    find: ["series"],
    details: ["series"],
    ratings: [],
    artwork: ["series"],
    trailers: [],
    orders: true,
    languages: ["language", "region", "fallbackLanguages"],
    changes: ["series"],
  },
  tvmaze: {
    label: "TVmaze",
    about: "Series and their episodes, in English. Needs no key.",
    website: "https://www.tvmaze.com/api",
    needsKey: false,
    search: ["series"],
    find: ["series"],
    details: ["series"],
    ratings: ["series"],
    artwork: ["series"],
    trailers: [],
    orders: false,
    languages: [],
    changes: ["series"],
  },
  omdb: {
    label: "OMDb",
    about: "Ratings of IMDb, Rotten Tomatoes and Metacritic. Free for 1,000 requests a day.",
    website: "https://www.omdbapi.com/apikey.aspx",
    needsKey: true,
    search: [],
    find: [],
    details: ["movie", "series"],
    ratings: ["movie", "series"],
    artwork: [],
    trailers: [],
    orders: false,
    languages: [],
    changes: [],
  },
  fanart: {
    label: "fanart.tv",
    about: "Logos, clearart, disc art and more. Free with a personal key.",
    website: "https://fanart.tv/get-an-api-key/",
    needsKey: true,
    search: [],
    find: [],
    details: [],
    ratings: [],
    artwork: ["movie", "series"],
    trailers: [],
    orders: false,
    languages: [],
    changes: [],
  },
} as const satisfies Record<ProviderName, ProviderFacts>;

/** Those whose facts declare languages that can be chosen; each has settings for them. */
export const languageProviders = ["tmdb", "tvdb"] as const satisfies readonly ProviderName[];

/** How rows of artwork and trailers name a provider. The data model writes fanart.tv with its dot. */
export const nameInRows = (name: ProviderName): string => (name === "fanart" ? "fanart.tv" : name);
