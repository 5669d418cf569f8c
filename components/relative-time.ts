const daySeconds = 24 * 3600;
const units = [
  ["year", 365 * 24 * 3600],
  ["month", 30 * 24 * 3600],
  ["week", 7 * 24 * 3600],
  ["day", daySeconds],
  ["hour", 3600],
  ["minute", 60],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];

const format = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** "3 min. ago" becomes "3 min ago", "in 2 hr." stays readable; under a minute either way it is "now". `inDays`: a day or more is in whole days. */
export function relativeTime(atMs: number, nowMs: number, { inDays = false }: { inDays?: boolean } = {}): string {
  const seconds = (atMs - nowMs) / 1000;
  // What has 30 days left by the server's clock has no 29 by the browser's.
  if (inDays && Math.abs(seconds) >= daySeconds) return format.format(Math.round(seconds / daySeconds), "day");
  const unit = units.find(([, size]) => Math.abs(seconds) >= size);
  if (!unit) return "now";
  const [name, size] = unit;
  return format.format(Math.trunc(seconds / size), name).replace(".", "");
}
