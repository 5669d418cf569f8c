import { basename, dirname } from "node:path";
import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, libraries, series } from "#db/schema/index.ts";
import { listNfoIds } from "./nfo-ids.ts";
import type { ReviewItem } from "./vocabulary.ts";

/** What the folders of some series say, for a person who has to tell what they are. */
export async function describeSeries(db: Db, seriesIds: readonly number[]): Promise<Omit<ReviewItem, "candidates">[]> {
  if (seriesIds.length === 0) return [];
  const ids = [...seriesIds];
  const [rows, seasons, nfoIdsOf] = await Promise.all([
    db
      .select({
        itemId: series.id,
        title: series.title,
        year: series.year,
        directoryPath: series.directoryPath,
        reasons: series.identificationReasons,
        libraryName: libraries.name,
      })
      .from(series)
      .innerJoin(libraries, eq(libraries.id, series.libraryId))
      .where(inArray(series.id, ids)),
    db
      .select({ seriesId: episodes.seriesId, seasonNumber: episodes.seasonNumber, episodes: count(episodes.id) })
      .from(episodes)
      .where(and(inArray(episodes.seriesId, ids), isNull(episodes.deletedAt)))
      .groupBy(episodes.seriesId, episodes.seasonNumber)
      .orderBy(asc(episodes.seriesId), asc(episodes.seasonNumber)),
    listNfoIds(db, { kind: "series", itemIds: ids }),
  ]);
  return rows.map(({ directoryPath, reasons, ...row }) => ({
    kind: "series",
    ...row,
    fileName: basename(directoryPath),
    folder: dirname(directoryPath),
    minutes: null,
    contents: seasons
      .filter(({ seriesId }) => seriesId === row.itemId)
      .map((season) => describeSeason(season.seasonNumber, Number(season.episodes))),
    nfoIds: nfoIdsOf(row.itemId),
    reasons: reasons ?? [],
  }));
}

const describeSeason = (seasonNumber: number, episodeCount: number): string =>
  `${seasonNumber === 0 ? "Specials" : `Season ${seasonNumber}`}: ${episodeCount} ${episodeCount === 1 ? "episode" : "episodes"}`;
