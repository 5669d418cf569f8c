import { and, asc, desc, eq, inArray, isNull, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { assetCandidates, cacheImageFiles, seasons } from "#db/schema/index.ts";

/** The pictures of a series and of its seasons: chosen ones first, then the best, by owner and kind. */
export async function listSeriesPictures(db: Db, { seriesId }: { seriesId: number }) {
  const ofSeries = and(eq(assetCandidates.entityType, "series"), eq(assetCandidates.entityId, seriesId));
  const ofSeasons = and(
    eq(assetCandidates.entityType, "season"),
    inArray(
      assetCandidates.entityId,
      db
        .select({ id: seasons.id })
        .from(seasons)
        .where(and(eq(seasons.seriesId, seriesId), isNull(seasons.deletedAt))),
    ),
  );
  return db
    .select({
      candidateId: assetCandidates.id,
      /** Null for a picture of the series itself. */
      seasonNumber: seasons.seasonNumber,
      type: assetCandidates.assetType,
      provider: assetCandidates.provider,
      width: assetCandidates.width,
      height: assetCandidates.height,
      language: assetCandidates.language,
      isSelected: assetCandidates.isSelected,
      isBlocked: assetCandidates.isBlocked,
      hash: cacheImageFiles.fileHash,
      thumbhash: cacheImageFiles.thumbhash,
      cachedWidth: cacheImageFiles.width,
      cachedHeight: cacheImageFiles.height,
    })
    .from(assetCandidates)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .leftJoin(seasons, and(eq(assetCandidates.entityType, "season"), eq(seasons.id, assetCandidates.entityId)))
    .where(or(ofSeries, ofSeasons))
    .orderBy(
      asc(seasons.seasonNumber),
      desc(assetCandidates.isSelected),
      asc(assetCandidates.rank),
      desc(assetCandidates.score),
      asc(assetCandidates.id),
    );
}
export type SeriesPicture = Awaited<ReturnType<typeof listSeriesPictures>>[number];
