/** A number with the largest unit of thousands that leaves at least 1 of it; below a hundred with a digit behind the point. */
export function withUnit(count: number, units: readonly string[]): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, count)) / 3)));
  const value = count / 1000 ** step;
  return `${value.toFixed(step === 0 || value >= 100 ? 0 : 1)} ${units[step] ?? ""}`;
}

/** "8.4 GB". Decimal units, as disks are sold and file managers show them. */
export const bytesInWords = (sizeBytes: number): string => withUnit(sizeBytes, ["B", "kB", "MB", "GB", "TB"]);
