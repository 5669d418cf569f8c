import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, seasons } from "#db/schema/index.ts";

/** What is known of a season itself; undefined when it has no row, as one that only a provider lists. */
export async function findSeason(db: Db, { seriesId, seasonNumber }: { seriesId: number; seasonNumber: number }) {
  const [found] = await db
    .select({
      seasonId: seasons.id,
      title: seasons.title,
      plot: seasons.plot,
      posterHash: cacheImageFiles.fileHash,
      posterThumbhash: cacheImageFiles.thumbhash,
    })
    .from(seasons)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, seasons.posterId))
    .where(and(eq(seasons.seriesId, seriesId), eq(seasons.seasonNumber, seasonNumber), isNull(seasons.deletedAt)));
  return found;
}
