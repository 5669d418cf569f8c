import { z } from "zod";
import { type ProviderName, providerNameSchema, providerNames } from "#lib/providers/vocabulary.ts";
import { type TrailerHeight, trailerHeight } from "#lib/trailers/vocabulary.ts";
import { isLanguage, isRegion } from "./codes.ts";
import { defineSetting, type Setting } from "./define.ts";

const apiKey = z.string().trim().min(1).nullable();
const address = z.url({ protocol: /^https?$/ });
const rate = z.number().min(0.1).max(50);
/** ISO 639-1. */
const language = z
  .string()
  .regex(/^[a-z]{2}$/, "A language is two letters, such as en.")
  .refine(isLanguage, "This is the code of no language. English is en, German de.");
/** ISO 3166-1. */
const region = z
  .string()
  .regex(/^[A-Z]{2}$/, "A region is two capital letters, such as US.")
  .refine(isRegion, "This is the code of no country. The United States are US, Germany DE.");
const fallbackLanguages = z.array(language).max(5);
/** Each provider once; those left out come last, in their usual order. */
const ranking = z
  .array(providerNameSchema)
  .max(providerNames.length)
  .transform((names) => [...new Set(names)]);

const declared = {
  /** Off: no request goes to TMDB, and nothing is identified or enriched by it. */
  "tmdb.enabled": defineSetting({
    schema: z.boolean(),
    fallback: true,
    description: "Ask TMDB for films and series.",
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
    schema: language,
    fallback: "en",
    description: "Language that a new library starts with. Each library has its own.",
  }),
  /** ISO 3166-1. Each library has its own; this is what a new one starts with. */
  "tmdb.region": defineSetting({
    schema: region,
    fallback: "US",
    description: "Country whose age rating counts, for a new library. Each library has its own.",
  }),
  /** Requests a second over all workers. TMDB answers about 40 before it says 429. */
  "tmdb.ratePerSecond": defineSetting({
    schema: z.number().min(0.1).max(50),
    fallback: 30,
    description: "Requests to TMDB a second, over all workers together.",
  }),
  /** ISO 639-1, for every library. Null: each library's own, see `tmdb.language`. */
  "tmdb.ownLanguage": defineSetting({
    schema: language.nullable(),
    fallback: null,
    description: "Language that TMDB is asked in, such as de. Empty: the library's own.",
  }),
  /** ISO 3166-1: whose age rating and whose variant of a language TMDB is asked for. Null: each library's own. */
  "tmdb.ownRegion": defineSetting({
    schema: region.nullable(),
    fallback: null,
    description: "Country whose age rating and wording TMDB is asked for, such as DE. Empty: the library's own.",
  }),
  /** An empty list: none but English. Null: those of the library. */
  "tmdb.ownFallbackLanguages": defineSetting({
    schema: fallbackLanguages.nullable(),
    fallback: null,
    description:
      "Languages to take where TMDB has nothing in its own. Empty: those of the library; none: only English.",
  }),
  /** Languages asked for, in this order, where a library's own has nothing. */
  "metadata.fallbackLanguages": defineSetting({
    schema: fallbackLanguages,
    fallback: ["en"],
    description: "Languages to take where the library's own language has nothing.",
  }),
  "tvdb.enabled": defineSetting({
    schema: z.boolean(),
    fallback: true,
    description: "Ask TVDB for series.",
  }),
  "tvdb.apiKey": defineSetting({
    schema: apiKey,
    fallback: null,
    description: "API key of TVDB.",
    env: "TVDB_API_KEY",
    secret: true,
  }),
  /** Only keys that users pay for need one. */
  "tvdb.pin": defineSetting({
    schema: apiKey,
    fallback: null,
    description: "PIN of your TVDB subscription, if your key needs one.",
    secret: true,
  }),
  /** Up to and with `/v4`. */
  "tvdb.baseUrl": defineSetting({
    schema: address,
    fallback: "https://api4.thetvdb.com/v4",
    description: "Address of TVDB's interface, up to and with /v4.",
    env: "TVDB_BASE_URL",
  }),
  "tvdb.ratePerSecond": defineSetting({
    schema: rate,
    fallback: 10,
    description: "Requests to TVDB a second, over all workers together.",
  }),
  /** ISO 639-1, for every library. Null: each library's own. */
  "tvdb.ownLanguage": defineSetting({
    schema: language.nullable(),
    fallback: null,
    description: "Language that TVDB is asked in, such as de. Empty: the library's own.",
  }),
  /** ISO 3166-1: whose age rating counts, and which of two Portuguese or Chinese. Null: each library's own. */
  "tvdb.ownRegion": defineSetting({
    schema: region.nullable(),
    fallback: null,
    description: "Country whose age rating and wording TVDB is asked for, such as DE. Empty: the library's own.",
  }),
  /** An empty list: none but English. Null: those of the library. */
  "tvdb.ownFallbackLanguages": defineSetting({
    schema: fallbackLanguages.nullable(),
    fallback: null,
    description:
      "Languages to take where TVDB has nothing in its own. Empty: those of the library; none: only English.",
  }),
  "fanart.enabled": defineSetting({
    schema: z.boolean(),
    fallback: true,
    description: "Ask fanart.tv for artwork.",
  }),
  "fanart.apiKey": defineSetting({
    schema: apiKey,
    fallback: null,
    description: "API key of fanart.tv.",
    env: "FANART_API_KEY",
    secret: true,
  }),
  /** A person's own key beside the project's: newer pictures are served sooner with it. */
  "fanart.personalKey": defineSetting({
    schema: apiKey,
    fallback: null,
    description: "Your personal key of fanart.tv, which shows new pictures sooner.",
    secret: true,
  }),
  /** Up to and with `/v3`. */
  "fanart.baseUrl": defineSetting({
    schema: address,
    fallback: "https://webservice.fanart.tv/v3",
    description: "Address of fanart.tv's interface, up to and with /v3.",
    env: "FANART_BASE_URL",
  }),
  "fanart.ratePerSecond": defineSetting({
    schema: rate,
    fallback: 5,
    description: "Requests to fanart.tv a second, over all workers together.",
  }),
  "omdb.enabled": defineSetting({
    schema: z.boolean(),
    fallback: true,
    description: "Ask OMDb for ratings.",
  }),
  "omdb.apiKey": defineSetting({
    schema: apiKey,
    fallback: null,
    description: "API key of OMDb.",
    env: "OMDB_API_KEY",
    secret: true,
  }),
  "omdb.baseUrl": defineSetting({
    schema: address,
    fallback: "https://www.omdbapi.com",
    description: "Address of OMDb's interface.",
    env: "OMDB_BASE_URL",
  }),
  "omdb.ratePerSecond": defineSetting({
    schema: rate,
    fallback: 5,
    description: "Requests to OMDb a second, over all workers together.",
  }),
  /** Free keys have 1,000 a day, counted from midnight UTC; paid ones more. */
  "omdb.requestsPerDay": defineSetting({
    schema: z.int().min(1).max(1_000_000),
    fallback: 1000,
    description: "Requests a day that your key of OMDb allows. Metarr stops there and goes on after midnight UTC.",
  }),
  "tvmaze.enabled": defineSetting({
    schema: z.boolean(),
    fallback: true,
    description: "Ask TVmaze for series.",
  }),
  "tvmaze.baseUrl": defineSetting({
    schema: address,
    fallback: "https://api.tvmaze.com",
    description: "Address of TVmaze's interface.",
    env: "TVMAZE_BASE_URL",
  }),
  /** TVmaze allows 20 in 10 seconds. */
  "tvmaze.ratePerSecond": defineSetting({
    schema: rate,
    fallback: 1.8,
    description: "Requests to TVmaze a second, over all workers together.",
  }),
  /** Whose values win for films, best first. */
  "priority.movie": defineSetting<ProviderName[]>({
    schema: ranking,
    fallback: ["tmdb", "omdb"],
    description: "Providers whose values win for films, best first.",
  }),
  /** Whose values win for series, seasons and episodes, best first. */
  "priority.series": defineSetting<ProviderName[]>({
    schema: ranking,
    fallback: ["tmdb", "tvdb", "tvmaze", "omdb"],
    description: "Providers whose values win for series, best first.",
  }),
  /** Fields with an order of their own, by `movie.plot`, `series.title` or `episode.title`. */
  "priority.fields": defineSetting<Record<string, ProviderName[]>>({
    schema: z.record(z.string().max(60), ranking),
    fallback: {},
    description: "Fields whose values come from other providers first.",
  }),
  /** Types of artwork with an order of their own, by type. */
  "priority.artwork": defineSetting<Record<string, ProviderName[]>>({
    schema: z.record(z.string().max(30), ranking),
    fallback: {},
    description: "Types of artwork that come from other providers first.",
  }),
  /** 0: never by itself. */
  "refresh.staleDays": defineSetting({
    schema: z.int().min(0).max(365),
    fallback: 7,
    description:
      "Days after which metadata is fetched again where a provider does not say what changed. 0: only when you ask.",
  }),
  /** Megabytes, as they lie in the database. */
  "cache.answersMb": defineSetting({
    schema: z.int().min(10).max(100_000),
    fallback: 500,
    description:
      "Megabytes of providers' answers that are kept so that nobody asks twice. Beyond it the oldest go, once a day.",
  }),
  /** Counts for what goes to the bin from now on; removed films and series have 30 days. */
  "recycle.retentionDays": defineSetting({
    schema: z.int("Use a whole number of days.").min(1, "Use 1 to 3650 days.").max(3650, "Use 1 to 3650 days."),
    fallback: 30,
    description: "Days that a file stays in the recycle bin. Counts for files that go there from now on.",
  }),
  /** Megabytes on the disk of DATA_DIR; pages say so below it. */
  "downloads.minFreeMb": defineSetting({
    schema: z.int().min(100).max(1_000_000),
    fallback: 500,
    description: "Megabytes that stay free on the disk of the data folder: below it nothing is downloaded.",
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
  /** Off: no trailer is looked up, chosen or downloaded by itself. */
  "trailers.enabled": defineSetting({
    schema: z.boolean(),
    fallback: true,
    description: "Choose and download trailers.",
  }),
  /** Lines of the picture. */
  "trailers.maxHeight": defineSetting<TrailerHeight>({
    schema: trailerHeight,
    fallback: 1080,
    description: "Largest picture of a trailer that is downloaded, in lines such as 1080.",
  }),
  /** Off: the database alone, from which pictures can be fetched again. */
  "backup.withCache": defineSetting({
    schema: z.boolean(),
    fallback: false,
    description: "Put pictures and trailers of the cache into backups.",
  }),
  /** Of those that Metarr makes itself; what the command line writes stays. */
  "backup.keep": defineSetting({
    schema: z.int().min(1).max(365),
    fallback: 7,
    description: "Backups that are kept. Older ones are deleted after each new one.",
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
