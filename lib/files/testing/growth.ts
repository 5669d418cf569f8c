/**
 * How much more one large piece of work costs than the same amount in eight small ones: about 1 when time grows with
 * length alone, about 8 when it grows with its square. The best of several tries, since a busy machine only adds.
 */
export function growthOf(work: (length: number) => () => unknown, length: number): number {
  const [small, large] = [work(length / 8), work(length)];
  const timeOf = (run: () => unknown, times: number) => {
    const start = performance.now();
    for (let at = 0; at < times; at += 1) run();
    return performance.now() - start;
  };
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5 && best > 2; attempt += 1) {
    const ofSmall = timeOf(small, 8);
    // What takes less than this is never a danger, and too short to be measured.
    best = Math.min(best, timeOf(large, 1) / Math.max(ofSmall, 2));
  }
  return best;
}

/** Between 1 and 8, with room for caches. */
export const linear = 4;
