/** The services played. */
export const providerNames = ["tmdb", "tvdb"] as const;
export type ProviderName = (typeof providerNames)[number];

type Terms = {
  /** Where its API lies on this server. */
  prefix: string;
  /** How many requests it takes within the window; 0 is no limit. */
  requests: number;
  windowMs: number;
};

/** What each service lets one client ask. They are what the services are known to bear. */
export const terms: Readonly<Record<ProviderName, Terms>> = {
  tmdb: { prefix: "/3/", requests: 40, windowMs: 1_000 },
  tvdb: { prefix: "/tvdb/v4/", requests: 10, windowMs: 1_000 },
};

/** Whose API this path belongs to; undefined for pictures, which come from hosts without limits. */
export function providerOf(path: string): ProviderName | undefined {
  return providerNames.find((name) => path.startsWith(terms[name].prefix) || `${path}/` === terms[name].prefix);
}
