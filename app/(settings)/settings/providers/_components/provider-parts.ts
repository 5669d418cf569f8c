import type { ProviderName } from "#lib/providers/vocabulary.ts";
import type { SettingKey } from "#lib/settings/settings.ts";

/** What a provider's form may hold. */
export const parts = [
  "enabled",
  "apiKey",
  "secondKey",
  "ratePerSecond",
  "requestsPerDay",
  "ownLanguage",
  "ownRegion",
  "ownFallbackLanguages",
  "baseUrl",
  "imageBaseUrl",
] as const;
export type Part = (typeof parts)[number];

/** The setting behind each part of a provider; a part that is not here, the provider does not have. */
export const partKeys: Readonly<Record<ProviderName, Partial<Record<Part, SettingKey>>>> = {
  tmdb: {
    enabled: "tmdb.enabled",
    apiKey: "tmdb.apiKey",
    ratePerSecond: "tmdb.ratePerSecond",
    ownLanguage: "tmdb.ownLanguage",
    ownRegion: "tmdb.ownRegion",
    ownFallbackLanguages: "tmdb.ownFallbackLanguages",
    baseUrl: "tmdb.baseUrl",
    imageBaseUrl: "tmdb.imageBaseUrl",
  },
  tvdb: {
    enabled: "tvdb.enabled",
    apiKey: "tvdb.apiKey",
    secondKey: "tvdb.pin",
    ratePerSecond: "tvdb.ratePerSecond",
    ownLanguage: "tvdb.ownLanguage",
    ownRegion: "tvdb.ownRegion",
    ownFallbackLanguages: "tvdb.ownFallbackLanguages",
    baseUrl: "tvdb.baseUrl",
  },
  tvmaze: { enabled: "tvmaze.enabled", ratePerSecond: "tvmaze.ratePerSecond", baseUrl: "tvmaze.baseUrl" },
  omdb: {
    enabled: "omdb.enabled",
    apiKey: "omdb.apiKey",
    ratePerSecond: "omdb.ratePerSecond",
    requestsPerDay: "omdb.requestsPerDay",
    baseUrl: "omdb.baseUrl",
  },
  fanart: {
    enabled: "fanart.enabled",
    apiKey: "fanart.apiKey",
    secondKey: "fanart.personalKey",
    ratePerSecond: "fanart.ratePerSecond",
    baseUrl: "fanart.baseUrl",
  },
};

/** What people call the parts. */
export const partLabels = {
  apiKey: "API key",
  secondKey: "Second key",
  ratePerSecond: "Requests a second",
  requestsPerDay: "Requests a day",
  ownLanguage: "Language",
  ownRegion: "Country",
  ownFallbackLanguages: "Fallback languages",
  baseUrl: "Address",
  imageBaseUrl: "Address of the pictures",
} as const satisfies Record<Exclude<Part, "enabled">, string>;

/** Parts that a provider calls otherwise. */
const ownLabels: Partial<Record<ProviderName, Partial<Record<Part, string>>>> = {
  tmdb: { apiKey: "API key or read access token" },
  tvdb: { secondKey: "PIN" },
  fanart: { secondKey: "Personal key" },
};
export const labelOfPart = (provider: ProviderName, part: keyof typeof partLabels): string =>
  ownLabels[provider]?.[part] ?? partLabels[part];

/** What is left undone while a provider is off. */
export const offHints = {
  tmdb: "Off: no request goes to TMDB, and nothing is identified or fetched by it.",
  tvdb: "Off: no request goes to TVDB. Series keep what it said.",
  tvmaze: "Off: no request goes to TVmaze. Series keep what it said.",
  omdb: "Off: no request goes to OMDb. Ratings stay as they are.",
  fanart: "Off: no request goes to fanart.tv. Its pictures stay as they are.",
} as const satisfies Record<ProviderName, string>;
