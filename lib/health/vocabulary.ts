const healthStates = ["ok", "warning", "danger"] as const;
export type HealthState = (typeof healthStates)[number];

/** One thing that is well or not. */
export type HealthCheck = {
  id: string;
  title: string;
  state: HealthState;
  /** What is, in a sentence. */
  message: string;
  /** What to do about it. */
  advice?: string;
  /** The page where it can be put right. */
  href?: string;
  hrefLabel?: string;
};

const units = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** `1.5 GB`: one decimal below ten, none above. */
export function bytesInWords(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = value < 10 && unit > 0 ? value.toFixed(1).replace(/\.0$/, "") : String(Math.round(value));
  return `${shown} ${units[unit]}`;
}
