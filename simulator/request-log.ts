import { type ProviderName, providerNames } from "./provider-names.ts";

/** One request as it was answered; keys and headers are not kept. */
export type LoggedRequest = {
  method: string;
  path: string;
  query: string;
  /** 0 where no answer was given. */
  status: number;
  at: number;
  tookMs: number;
  /** How much of the body was written: where a client stops reading, it is less than there was. */
  bytes: number;
};

/** What was asked, for tests that count. */
export type RequestLog = {
  add(request: LoggedRequest): void;
  /** The newest requests, oldest first. */
  list(): LoggedRequest[];
  /** Requests whose path and query match; all when no pattern is given. */
  count(pattern?: RegExp | string): number;
  /** Path (without query) → number of requests. */
  byPath(): Record<string, number>;
  /** The most API requests of a provider that arrived within any one second (ten of them for TVmaze); TMDB's unless said. */
  peakPerSecond(provider?: ProviderName): number;
  /** How many API requests of a provider were over its limit, so answered 429. */
  tooMany(provider?: ProviderName): number;
  /** Notes an arrival and says how many arrived within this time before it, this one included. */
  arrive(provider: ProviderName, arrival: { at: number; windowMs: number }): number;
  noteTooMany(provider: ProviderName): void;
  reset(): void;
};

/** Only this many requests are kept in full; the counts by path go on. */
const KEPT = 20_000;

type Pace = { arrivals: number[]; peak: number; tooMany: number };

export function requestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  let paths = new Map<string, number>();
  let paces = new Map<ProviderName, Pace>();
  const paceOf = (provider: ProviderName) => {
    const pace = paces.get(provider) ?? { arrivals: [], peak: 0, tooMany: 0 };
    paces.set(provider, pace);
    return pace;
  };
  return {
    add: (request) => {
      requests.push(request);
      if (requests.length > KEPT) requests = requests.slice(KEPT / 2);
      paths.set(request.path, (paths.get(request.path) ?? 0) + 1);
    },
    list: () => [...requests],
    count: (pattern = "") => {
      const wanted = new RegExp(pattern);
      return requests.filter(({ path, query }) => wanted.test(path + query)).length;
    },
    byPath: () => Object.fromEntries(paths),
    peakPerSecond: (provider = "tmdb") => paceOf(provider).peak,
    tooMany: (provider = "tmdb") => paceOf(provider).tooMany,
    arrive: (provider, { at, windowMs }) => {
      const pace = paceOf(provider);
      const old = pace.arrivals.findIndex((earlier) => earlier > at - windowMs);
      pace.arrivals = old < 0 ? [at] : [...pace.arrivals.slice(old), at];
      pace.peak = Math.max(pace.peak, pace.arrivals.length);
      return pace.arrivals.length;
    },
    noteTooMany: (provider) => {
      paceOf(provider).tooMany += 1;
    },
    reset: () => {
      requests = [];
      paths = new Map();
      paces = new Map();
    },
  };
}

/** What the control tells of every provider. */
export function pacesOf(log: RequestLog): Record<string, { peak: number; tooMany: number }> {
  return Object.fromEntries(
    providerNames.map((name) => [name, { peak: log.peakPerSecond(name), tooMany: log.tooMany(name) }]),
  );
}
