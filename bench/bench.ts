/** What one benchmark measured. Ratios mean something on any machine; absolute times only beside their floor. */
export type BenchResult = {
  name: string;
  workload: string;
  /** What ours is compared with, measured in the same run on the same files. */
  floor: string;
  rows: BenchRow[];
  /** What else helps to read the numbers. */
  notes?: string[];
};

export type BenchRow = {
  metric: string;
  ours: number;
  floor: number | null;
  unit: string;
  /** Ours divided by the floor, or the count itself where there is no floor. */
  ratio: number;
  /** `atMost`: smaller is better. */
  target: { atMost: number } | { atLeast: number };
  spread?: { min: number; max: number };
};

export type Bench = (options: { engine: "sqlite" | "postgres" }) => Promise<BenchResult>;

export function isMet({ ratio, target }: BenchRow): boolean {
  return "atMost" in target ? ratio <= target.atMost : ratio >= target.atLeast;
}

export async function timeMs(body: () => Promise<unknown> | unknown): Promise<number> {
  const startedMs = performance.now();
  await body();
  return performance.now() - startedMs;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs a measurement several times, each with its own preparation, and gives the median with its spread. */
export async function repeat(
  times: number,
  measure: () => Promise<number>,
): Promise<{ median: number; min: number; max: number }> {
  const values: number[] = [];
  for (let index = 0; index < times; index += 1) values.push(await measure());
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}
