import { and, asc, count, eq, inArray, isNull, max, ne, notExists, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs, libraries, libraryRoots, movies, scanRuns, series } from "#db/schema/index.ts";

/** How complete a library is. Every number counts films. */
export type LibraryOverview = {
  libraryId: number;
  name: string;
  type: "movie" | "tv" | "music";
  /** The end of its last good scan, whether or not that found something. */
  lastScannedAt: Date | null;
  films: number;
  needsReview: number;
  fileMissing: number;
  /** With metadata of a provider. */
  enriched: number;
  /** With a poster and a fanart. */
  withArtwork: number;
  published: number;
  /** Enriched, there, looked after, its pictures chosen, and something of it not published yet: a plan waits. */
  toPublish: number;
};

const films = (condition: SQL | undefined) =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number);
const present = isNull(movies.missingAt);

/** Libraries by name, each with its counts, in one pass over the films. */
export function listLibraryOverviews(db: Db): Promise<LibraryOverview[]> {
  const latestScan = db
    .select({ libraryId: scanRuns.libraryId, finishedAt: max(scanRuns.finishedAt).as("finished_at") })
    .from(scanRuns)
    .where(eq(scanRuns.status, "completed"))
    .groupBy(scanRuns.libraryId)
    .as("latest_scan");
  return db
    .select({
      libraryId: libraries.id,
      name: libraries.name,
      type: libraries.type,
      lastScannedAt: latestScan.finishedAt,
      films: count(movies.id),
      needsReview: films(and(eq(movies.identificationStatus, "needs_identification"), present)),
      fileMissing: films(sql`${movies.missingAt} is not null`),
      enriched: films(eq(movies.identificationStatus, "enriched")),
      withArtwork: films(sql`${movies.posterId} is not null and ${movies.fanartId} is not null`),
      published: films(sql`${movies.lastPublishedAt} is not null`),
      toPublish: films(
        and(
          eq(movies.identificationStatus, "enriched"),
          eq(movies.monitored, true),
          present,
          or(isNull(movies.publishedVersion), ne(movies.publishedVersion, movies.version)),
          notExists(
            db
              .select({ id: jobs.id })
              .from(jobs)
              .where(
                and(
                  eq(jobs.entityType, "movie"),
                  eq(jobs.entityId, movies.id),
                  inArray(jobs.status, ["pending", "running"]),
                  inArray(jobs.type, ["movie.enrich", "artwork.select"]),
                ),
              ),
          ),
        ),
      ),
    })
    .from(libraries)
    .leftJoin(latestScan, eq(latestScan.libraryId, libraries.id))
    .leftJoin(movies, and(eq(movies.libraryId, libraries.id), isNull(movies.deletedAt)))
    .where(isNull(libraries.deletedAt))
    .groupBy(libraries.id, libraries.name, libraries.type, latestScan.finishedAt)
    .orderBy(asc(libraries.name), asc(libraries.id));
}

/** Folders of libraries that the last scan could not use, and why. */
export function listOfflineRoots(db: Db) {
  return db
    .select({
      rootId: libraryRoots.id,
      libraryId: libraries.id,
      libraryName: libraries.name,
      reason: libraryRoots.stateReason,
    })
    .from(libraryRoots)
    .innerJoin(libraries, eq(libraries.id, libraryRoots.libraryId))
    .where(and(eq(libraryRoots.state, "offline"), isNull(libraries.deletedAt)))
    .orderBy(asc(libraries.name), asc(libraryRoots.id));
}

/** How many films and series wait for a person to say what they are. */
export async function countNeedsReview(db: Db): Promise<number> {
  const waiting = (table: typeof movies | typeof series) =>
    db.$count(
      table,
      and(eq(table.identificationStatus, "needs_identification"), isNull(table.missingAt), isNull(table.deletedAt)),
    );
  return (await waiting(movies)) + (await waiting(series));
}
