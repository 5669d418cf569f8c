import { and, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import { describeWaitingFiles, listWaitingFiles, type WaitingFile } from "./waiting-files.ts";

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
  /** Changed outside: left alone until a person decides. */
  conflicts: WaitingFile[];
  durationMs: number;
};

type Count = Exclude<keyof RunSummary, "library" | "errors" | "conflicts" | "durationMs">;
type Result = Record<string, unknown>;

const numberIn = (result: Result, key: string): number => {
  const value = result[key];
  return typeof value === "number" ? value : value === true ? 1 : 0;
};
const published = (result: Result): Partial<Record<Count, number>> => ({
  nfoWritten: numberIn(result, "nfoWritten"),
  artworkWritten: numberIn(result, "artworkWritten"),
  recycled: numberIn(result, "recycled"),
});
const identified = ({ outcome }: Result): Partial<Record<Count, number>> => ({
  identified: outcome === "identified" ? 1 : 0,
  needsIdentification: outcome === "unsure" ? 1 : 0,
});
const enriched = (result: Result): Partial<Record<Count, number>> => ({
  enriched: "skipped" in result && result.skipped !== undefined ? 0 : 1,
});
const cached = (result: Result) => ({ artworkCached: numberIn(result, "cached") });

/** What the result of a job adds to the summary. */
const countsOf: Partial<Record<string, (result: Result) => Partial<Record<Count, number>>>> = {
  "library.scan": (result) => ({ scanned: numberIn(result, "itemsSeen") }),
  "movie.identify": identified,
  "series.identify": identified,
  "movie.enrich": enriched,
  "series.enrich": enriched,
  "movie.artwork": cached,
  "series.artwork": cached,
  "artwork.select": cached,
  "series.select": cached,
  "artwork.cache": cached,
  "trailer.download": (result) => ({ trailersCached: numberIn(result, "cached") }),
  "movie.publish": published,
  "series.publish": published,
  "library.publish": published,
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
    conflicts: await listWaitingFiles(db, { libraryId: library.id, jobs: rows }),
    durationMs,
  };
  const published = new Set<unknown>();
  for (const row of rows) {
    if (row.status === "failed")
      summary.errors.push({ path: `job ${row.type} ${JSON.stringify(row.payload)}`, message: row.error ?? "" });
    const result: Result = row.result ?? {};
    const counts = row.status === "completed" ? countsOf[row.type]?.(result) : undefined;
    for (const name of countNames) summary[name] += counts?.[name] ?? 0;
    for (const itemId of publishedBy(row)) published.add(itemId);
    summary.errors.push(...problemsIn(result));
  }
  summary.published = published.size;
  return summary;
}

/** A film or series that is published again because a picture came later counts once. A library holds one kind. */
function publishedBy({ type, payload, result }: { type: string; payload: unknown; result: Result | null }): unknown[] {
  if (type === "library.publish" && Array.isArray(result?.changedIds)) return result.changedIds;
  const isPublished = numberIn(result ?? {}, "published") > 0;
  if (!isPublished || typeof payload !== "object" || payload === null) return [];
  if (type === "movie.publish" && "movieId" in payload) return [payload.movieId];
  return type === "series.publish" && "seriesId" in payload ? [payload.seriesId] : [];
}

const countNames = [
  "scanned",
  "identified",
  "needsIdentification",
  "enriched",
  "artworkCached",
  "nfoWritten",
  "artworkWritten",
  "recycled",
  "trailersCached",
] as const satisfies readonly Count[];

function problemsIn(result: Result): RunSummary["errors"] {
  const lists = [result.problems, result.errors].filter((list) => Array.isArray(list));
  return lists.flat().flatMap((item: unknown) => {
    if (typeof item !== "object" || item === null || !("message" in item)) return [];
    const path = "path" in item ? String(item.path) : "";
    return [{ path, message: String(item.message) }];
  });
}

/** What a scan counts in a library of each type. */
const scannedItems = {
  movie: ["film", "films"],
  tv: ["episode", "episodes"],
  music: ["track", "tracks"],
} as const satisfies Record<Library["type"], readonly [string, string]>;

const publishedItems = {
  movie: ["film", "films"],
  tv: ["series", "series"],
  music: ["album", "albums"],
} as const satisfies Record<Library["type"], readonly [string, string]>;

/** For people: one line a number that is not zero. */
export function describeSummary(summary: RunSummary, type: Library["type"]): string {
  const { library, errors, conflicts, durationMs, ...numbers } = summary;
  const [item, items] = scannedItems[type];
  const [title, titles] = publishedItems[type];
  /** For one, and for several. */
  const words: Record<keyof typeof numbers, readonly [string, string]> = {
    scanned: [`${item} scanned`, `${items} scanned`],
    identified: ["identified", "identified"],
    needsIdentification: ["needs identification", "need identification"],
    enriched: ["enriched", "enriched"],
    artworkCached: ["picture cached", "pictures cached"],
    trailersCached: ["trailer cached", "trailers cached"],
    nfoWritten: ["NFO file written", "NFO files written"],
    artworkWritten: ["picture written", "pictures written"],
    published: [`${title} published`, `${titles} published`],
    recycled: ["file moved to the recycle bin", "files moved to the recycle bin"],
  };
  const lines = Object.entries(words).flatMap(([key, [one, several]]) => {
    const count = numbers[key as keyof typeof numbers];
    return count > 0 ? [`  ${count} ${count === 1 ? one : several}`] : [];
  });
  const problems = errors.slice(0, 20).map(({ path, message }) => `  ${path}: ${message}`);
  return [
    `${library.name}, ${(durationMs / 1000).toFixed(1)} s`,
    ...(lines.length + conflicts.length > 0 ? lines : ["  nothing to do"]),
    ...describeWaitingFiles(conflicts),
    ...(errors.length > 0 ? [errors.length === 1 ? "1 problem:" : `${errors.length} problems:`, ...problems] : []),
  ].join("\n");
}
