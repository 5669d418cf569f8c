/** The services played, in the order of the path prefixes below. */
export const providerNames = ["tmdb", "tvdb", "fanart", "omdb", "tvmaze", "youtube", "vimeo"] as const;
export type ProviderName = (typeof providerNames)[number];

type Terms = {
  /** Where its API lies on this server. */
  prefix: string;
  /** How many requests it takes within the window; 0 is no limit. */
  requests: number;
  windowMs: number;
};

/** What each service lets one client ask. Those of TMDB, TVDB and fanart.tv are what they are known to bear. */
export const terms: Readonly<Record<ProviderName, Terms>> = {
  tmdb: { prefix: "/3/", requests: 40, windowMs: 1_000 },
  tvdb: { prefix: "/tvdb/v4/", requests: 10, windowMs: 1_000 },
  fanart: { prefix: "/fanart/v3/", requests: 5, windowMs: 1_000 },
  omdb: { prefix: "/omdb/", requests: 0, windowMs: 1_000 },
  tvmaze: { prefix: "/tvmaze/", requests: 20, windowMs: 10_000 },
  youtube: { prefix: "/youtube/", requests: 0, windowMs: 1_000 },
  vimeo: { prefix: "/vimeo/", requests: 0, windowMs: 1_000 },
};

/** Whose API this path belongs to; undefined for pictures, which come from hosts without limits. */
export function providerOf(path: string): ProviderName | undefined {
  return providerNames.find((name) => path.startsWith(terms[name].prefix) || `${path}/` === terms[name].prefix);
}
