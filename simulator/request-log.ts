/** One request as it was answered; keys and headers are not kept. */
export type LoggedRequest = { method: string; path: string; query: string; status: number; at: number; tookMs: number };

/** What was asked, for tests that count. */
export type RequestLog = {
  add(request: LoggedRequest): void;
  /** The newest requests, oldest first. */
  list(): LoggedRequest[];
  /** Requests whose path and query match; all when no pattern is given. */
  count(pattern?: RegExp | string): number;
  /** Path (without query) → number of requests. */
  byPath(): Record<string, number>;
  /** The most API requests that arrived within any one second. */
  peakPerSecond(): number;
  /** Notes an arrival and says how many API requests arrived within the last second, this one included. */
  arrive(at: number): number;
  reset(): void;
};

/** Only this many requests are kept in full; the counts by path go on. */
const KEPT = 20_000;

export function requestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  let paths = new Map<string, number>();
  let arrivals: number[] = [];
  let peak = 0;
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
    peakPerSecond: () => peak,
    arrive: (at) => {
      const old = arrivals.findIndex((earlier) => earlier > at - 1_000);
      arrivals = old < 0 ? [at] : [...arrivals.slice(old), at];
      peak = Math.max(peak, arrivals.length);
      return arrivals.length;
    },
    reset: () => {
      requests = [];
      paths = new Map();
      arrivals = [];
      peak = 0;
    },
  };
}
