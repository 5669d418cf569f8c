import { z } from "zod";
import { defineSetting, type Setting } from "./define.ts";

const declared = {
  /** Off: no request goes to TMDB, and nothing is identified or enriched by it. */
  "tmdb.enabled": defineSetting({
    schema: z.boolean(),
    fallback: true,
    description: "Ask TMDB for films.",
  }),
  /** A v3 key (32 hex digits) or a v4 read access token. Null until somebody enters one. */
  "tmdb.apiKey": defineSetting({
    schema: z.string().trim().min(1).nullable(),
    fallback: null,
    description: "API key or read access token of TMDB.",
    env: "TMDB_API_KEY",
    secret: true,
  }),
  /** Up to and with `/3`. */
  "tmdb.baseUrl": defineSetting({
    schema: z.url({ protocol: /^https?$/ }),
    fallback: "https://api.themoviedb.org/3",
    description: "Address of TMDB's interface, up to and with /3.",
    env: "TMDB_BASE_URL",
  }),
  /** Up to and with `/t/p`. Null: what TMDB's /configuration says. */
  "tmdb.imageBaseUrl": defineSetting({
    schema: z.url({ protocol: /^https?$/ }).nullable(),
    fallback: null,
    description: "Address of TMDB's pictures, up to and with /t/p. Empty: what TMDB says itself.",
    env: "TMDB_IMAGE_BASE_URL",
  }),
  /** ISO 639-1. Each library has its own; this is what a new one starts with. */
  "tmdb.language": defineSetting({
    schema: z.string().regex(/^[a-z]{2}$/, "A language is two letters, such as en."),
    fallback: "en",
    description: "Language that a new library starts with. Each library has its own.",
  }),
  /** ISO 3166-1. Each library has its own; this is what a new one starts with. */
  "tmdb.region": defineSetting({
    schema: z.string().regex(/^[A-Z]{2}$/, "A region is two capital letters, such as US."),
    fallback: "US",
    description: "Country whose age rating counts, for a new library. Each library has its own.",
  }),
  /** Requests a second over all workers. TMDB answers about 40 before it says 429. */
  "tmdb.ratePerSecond": defineSetting({
    schema: z.number().min(0.1).max(50),
    fallback: 30,
    description: "Requests to TMDB a second, over all workers together.",
  }),
  /** 0-100; below it a match goes to review. */
  "identify.acceptScore": defineSetting({
    schema: z.number().min(50).max(100),
    fallback: 85,
    description: "Score from which a match is taken without asking.",
  }),
  /** Points the best match must be ahead of the second. */
  "identify.margin": defineSetting({
    schema: z.number().min(0).max(50),
    fallback: 10,
    description: "Points by which the best match must be ahead of the second.",
  }),
  /** Source whose rating is shown and written first, if it is known; TMDB's else. */
  "ratings.default": defineSetting({
    schema: z.enum(["imdb", "themoviedb"]),
    fallback: "imdb",
    description: "Rating that counts as the film's own.",
  }),
} as const;

type Declared = typeof declared;
export type SettingKey = keyof Declared;
export type SettingTypes = { [K in SettingKey]: Declared[K] extends Setting<infer T> ? T : never };

/** Every setting of the web page, by its key in the table `configuration`. */
export const settings: { [K in SettingKey]: Setting<SettingTypes[K]> } = declared;

export const settingKeys = Object.keys(declared).filter((key): key is SettingKey => key in declared);
