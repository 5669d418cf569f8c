import { and, count, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, series } from "#db/schema/index.ts";

/** How many series and episodes with a file each library has; libraries without any are left out. */
export function listLibraryCounts(db: Db) {
  return db
    .select({
      libraryId: series.libraryId,
      series: sql<number>`count(distinct ${series.id})`.mapWith(Number),
      episodes: count(episodes.id),
    })
    .from(series)
    .leftJoin(episodes, and(eq(episodes.seriesId, series.id), isNull(episodes.deletedAt), isNull(episodes.missingAt)))
    .where(and(isNull(series.deletedAt), isNull(series.missingAt)))
    .groupBy(series.libraryId);
}
