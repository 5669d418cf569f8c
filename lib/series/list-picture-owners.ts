import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { assetCandidates, cacheImageFiles, episodes, seasons, series } from "#db/schema/index.ts";
import type { EpisodeNumbers } from "./list-season-episodes.ts";

type Episode = typeof episodes.$inferSelect;
type Shown = { hash: string | null; thumbhash: string | null };
/** Something that pictures are chosen for: its row, the picture it shows, and how many are offered. */
export type PictureOwner = Shown & { entityId: number; offered: number };
export type SeasonOwner = PictureOwner & { seasonNumber: number; title: string | null };
export type EpisodeOwner = PictureOwner & EpisodeNumbers & { numbering: Episode["numbering"]; title: string | null };

const shown = { hash: cacheImageFiles.fileHash, thumbhash: cacheImageFiles.thumbhash };

/** The series, its seasons, the specials last, and the episodes of one season. */
export async function listPictureOwners(
  db: Db,
  { seriesId, seasonNumber }: { seriesId: number; seasonNumber: number | undefined },
): Promise<{ own: PictureOwner; seasons: SeasonOwner[]; episodes: EpisodeOwner[] }> {
  const [[own], seasonRows, episodeRows] = await Promise.all([
    db
      .select(shown)
      .from(series)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
      .where(eq(series.id, seriesId)),
    db
      .select({ entityId: seasons.id, seasonNumber: seasons.seasonNumber, title: seasons.title, ...shown })
      .from(seasons)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, seasons.posterId))
      .where(and(eq(seasons.seriesId, seriesId), isNull(seasons.deletedAt)))
      .orderBy(asc(seasons.seasonNumber)),
    seasonNumber === undefined ? [] : listEpisodes(db, seriesId, seasonNumber),
  ]);
  const [ofSeries, ofSeasons, ofEpisodes] = await Promise.all([
    countOffered(db, "series", [seriesId]),
    countOffered(db, "season", idsOf(seasonRows)),
    countOffered(db, "episode", idsOf(episodeRows)),
  ]);
  return {
    own: {
      entityId: seriesId,
      hash: own?.hash ?? null,
      thumbhash: own?.thumbhash ?? null,
      offered: ofSeries(seriesId),
    },
    seasons: seasonRows
      .map((row) => ({ ...row, offered: ofSeasons(row.entityId) }))
      .toSorted((a, b) => Number(a.seasonNumber === 0) - Number(b.seasonNumber === 0)),
    episodes: episodeRows.map((row) => ({ ...row, offered: ofEpisodes(row.entityId) })),
  };
}

const idsOf = (rows: readonly { entityId: number }[]) => rows.map(({ entityId }) => entityId);

function listEpisodes(db: Db, seriesId: number, seasonNumber: number) {
  const { id: entityId, episodeNumber, absoluteNumber, airDate, numbering, title } = episodes;
  const numbers = { seasonNumber: episodes.seasonNumber, episodeNumber, absoluteNumber, airDate, numbering };
  return db
    .select({ entityId, title, ...numbers, ...shown })
    .from(episodes)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, episodes.thumbnailId))
    .where(and(eq(episodes.seriesId, seriesId), eq(episodes.seasonNumber, seasonNumber), isNull(episodes.deletedAt)))
    .orderBy(asc(episodes.episodeNumber), asc(episodes.id));
}

async function countOffered(db: Db, entityType: "series" | "season" | "episode", entityIds: readonly number[]) {
  const rows = await db
    .select({ entityId: assetCandidates.entityId, offered: count() })
    .from(assetCandidates)
    .where(and(eq(assetCandidates.entityType, entityType), inArray(assetCandidates.entityId, [...entityIds])))
    .groupBy(assetCandidates.entityId);
  const counts = new Map(rows.map(({ entityId, offered }) => [entityId, offered]));
  return (entityId: number) => counts.get(entityId) ?? 0;
}
