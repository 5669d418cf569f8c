import { and, asc, eq, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { movies, publishConflicts, series } from "#db/schema/index.ts";

/** A published file that somebody changed: nothing is written to it until a person decides. */
export type WaitingFile = { path: string; reason: string };

type JobRow = { type: string; payload: unknown };

/** Files that wait for a decision, of what the publish jobs among these jobs worked on. */
export async function listWaitingFiles(
  db: Db,
  { libraryId, jobs }: { libraryId: number; jobs: readonly JobRow[] },
): Promise<WaitingFile[]> {
  if (!jobs.some(({ type }) => type.endsWith(".publish"))) return [];
  const isWhole = jobs.some(({ type }) => type === "library.publish");
  const units = new Set(jobs.map(unitOf));
  const { entityType, entityId, path, reason } = publishConflicts;
  const rows = await db
    .select({ entityType, entityId, path, reason })
    .from(publishConflicts)
    .leftJoin(movies, and(eq(entityType, "movie"), eq(movies.id, entityId)))
    .leftJoin(series, and(eq(entityType, "series"), eq(series.id, entityId)))
    .where(or(eq(movies.libraryId, libraryId), eq(series.libraryId, libraryId)))
    .orderBy(asc(path));
  return rows
    .filter((row) => isWhole || units.has(`${row.entityType} ${row.entityId}`))
    .map((row) => ({ path: row.path, reason: row.reason }));
}

function unitOf({ type, payload }: JobRow): string | undefined {
  if (typeof payload !== "object" || payload === null) return undefined;
  if (type === "movie.publish" && "movieId" in payload) return `movie ${payload.movieId}`;
  return type === "series.publish" && "seriesId" in payload ? `series ${payload.seriesId}` : undefined;
}

const mostShown = 20;

/** For people, with where to decide. */
export function describeWaitingFiles(files: readonly WaitingFile[]): string[] {
  if (files.length === 0) return [];
  const left = files.length - mostShown;
  return [
    files.length === 1 ? "1 file waits for a decision:" : `${files.length} files wait for a decision:`,
    ...files.slice(0, mostShown).map(({ path, reason }) => `  ${path}: ${reason}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
    "Decide in the app: Review, Changed outside.",
  ];
}
