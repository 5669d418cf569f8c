export type Backoff = {
  /** Wait after the first failure. */
  firstMs: number;
  maxMs: number;
};

/** 10 s, 20 s, 40 s, … at most a quarter of an hour. */
export const backoff: Backoff = { firstMs: 10_000, maxMs: 15 * 60_000 };

/** Doubles with every attempt, and half of it is chance, so that jobs that failed together do not return together. */
export function retryDelayMs(attempts: number, { firstMs, maxMs }: Backoff, random = Math.random): number {
  const fullMs = Math.min(maxMs, firstMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(fullMs * (0.5 + random() / 2));
}
