import { and, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import type { Library } from "#lib/libraries/libraries.ts";

/** What one run of the main job did. */
export type RunSummary = {
  library: { id: number; name: string; path: string };
  scanned: number;
  identified: number;
  needsIdentification: number;
  enriched: number;
  artworkCached: number;
  trailersCached: number;
  nfoWritten: number;
  artworkWritten: number;
  published: number;
  recycled: number;
  errors: { path: string; message: string }[];
  durationMs: number;
};

/** Counts in the results of jobs, by the name they have in the summary. */
const counts = {
  "library.scan": { scanned: ["filmsSeen"] },
  "movie.identify": { identified: ["identified"], needsIdentification: ["needsIdentification"] },
  "movie.enrich": { enriched: ["enriched"] },
  "movie.artwork": { artworkCached: ["cached"] },
  "artwork.select": { artworkCached: ["cached"] },
  "artwork.cache": { artworkCached: ["cached"] },
  "movie.publish": {
    nfoWritten: ["nfoWritten"],
    artworkWritten: ["artworkWritten"],
    published: ["published"],
    recycled: ["recycled"],
  },
  "library.publish": {
    nfoWritten: ["nfoWritten"],
    artworkWritten: ["artworkWritten"],
    published: ["published"],
    recycled: ["recycled"],
  },
} as const satisfies Record<string, Partial<Record<keyof RunSummary, readonly string[]>>>;

type Result = Record<string, unknown>;
const numberIn = (result: Result, key: string): number => {
  const value = result[key];
  return typeof value === "number" ? value : value === true ? 1 : 0;
};

/** Adds up what the jobs of some runs reported. A job that failed is an error of the run. */
export async function summariseRuns(
  db: Db,
  params: { library: Library; runIds: string[]; durationMs: number },
): Promise<RunSummary> {
  const { library, runIds, durationMs } = params;
  const rows = await db
    .select({ type: jobs.type, status: jobs.status, result: jobs.result, error: jobs.error, payload: jobs.payload })
    .from(jobs)
    .where(and(inArray(jobs.runId, runIds), inArray(jobs.status, ["completed", "failed"])))
    .orderBy(jobs.id);
  const summary: RunSummary = {
    library: { id: library.id, name: library.name, path: library.path },
    scanned: 0,
    identified: 0,
    needsIdentification: 0,
    enriched: 0,
    artworkCached: 0,
    trailersCached: 0,
    nfoWritten: 0,
    artworkWritten: 0,
    published: 0,
    recycled: 0,
    errors: [],
    durationMs,
  };
  for (const row of rows) {
    if (row.status === "failed")
      summary.errors.push({ path: `job ${row.type} ${JSON.stringify(row.payload)}`, message: row.error ?? "" });
    const result: Result = row.result ?? {};
    const map: Partial<Record<string, Partial<Record<string, readonly string[]>>>> = counts;
    for (const [name, keys] of Object.entries(map[row.type] ?? {})) {
      const total = (keys ?? []).reduce((sum, key) => sum + numberIn(result, key), 0);
      addCount(summary, name, total);
    }
    summary.errors.push(...problemsIn(result));
  }
  return summary;
}

function addCount(summary: RunSummary, name: string, count: number): void {
  const key = countNames.find((known) => known === name);
  if (key) summary[key] += count;
}

const countNames = [
  "scanned",
  "identified",
  "needsIdentification",
  "enriched",
  "artworkCached",
  "nfoWritten",
  "artworkWritten",
  "published",
  "recycled",
] as const;

function problemsIn(result: Result): RunSummary["errors"] {
  const lists = [result.problems, result.errors].filter((list) => Array.isArray(list));
  return lists.flat().flatMap((item: unknown) => {
    if (typeof item !== "object" || item === null || !("message" in item)) return [];
    const path = "path" in item ? String(item.path) : "";
    return [{ path, message: String(item.message) }];
  });
}

/** For people: one line a number that is not zero. */
export function describeSummary(summary: RunSummary): string {
  const { library, errors, durationMs, ...numbers } = summary;
  const words: Record<keyof typeof numbers, string> = {
    scanned: "films scanned",
    identified: "identified",
    needsIdentification: "need identification",
    enriched: "enriched",
    artworkCached: "pictures cached",
    trailersCached: "trailers cached",
    nfoWritten: "NFO files written",
    artworkWritten: "pictures written",
    published: "films published",
    recycled: "files moved to the recycle bin",
  };
  const lines = Object.entries(words).flatMap(([key, label]) => {
    const count = numbers[key as keyof typeof numbers];
    return count > 0 ? [`  ${count} ${label}`] : [];
  });
  const problems = errors.slice(0, 20).map(({ path, message }) => `  ${path}: ${message}`);
  return [
    `${library.name}, ${(durationMs / 1000).toFixed(1)} s`,
    ...(lines.length > 0 ? lines : ["  nothing to do"]),
    ...(errors.length > 0 ? [`${errors.length} problems:`, ...problems] : []),
  ].join("\n");
}
