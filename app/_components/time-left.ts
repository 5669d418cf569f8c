/** Before this a guess would jump. */
const guessFromPercent = 5;
const guessFromMs = 3_000;

/** "about 12 s left" by the pace so far; undefined while there is too little to go by. */
export function timeLeft({
  percent,
  startedAt,
  nowMs,
}: {
  percent: number;
  startedAt: string | null;
  nowMs: number | null;
}): string | undefined {
  if (startedAt === null || nowMs === null || percent < guessFromPercent || percent >= 100) return undefined;
  const passedMs = nowMs - Date.parse(startedAt);
  if (passedMs < guessFromMs) return undefined;
  return `about ${duration((passedMs * (100 - percent)) / percent)} left`;
}

/** "240 ms", "12 s", "3 min 20 s", "2 h 5 min". */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const both = (large: string, small: number, unit: string) => (small === 0 ? large : `${large} ${small} ${unit}`);
  if (minutes < 60) return both(`${minutes} min`, seconds % 60, "s");
  return both(`${Math.floor(minutes / 60)} h`, minutes % 60, "min");
}
