import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, libraries, seasons, series, seriesExternalIds } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { SeriesIds } from "#lib/providers/series.ts";
import type { Series } from "./series-kind.ts";

/** A series as the rules need it: its row, its ids, and what its library decides. */
export type SeriesState = {
  series: Series;
  ids: SeriesIds;
  library: {
    automation: "manual" | "review" | "full";
    existing: "keep" | "replace";
    language: string;
    region: string;
    artwork: unknown;
    /** Languages asked for where the first has nothing. Null: the general setting. */
    fallbackLanguages: string[] | null;
  };
};

/** Throws not_found. */
export async function getSeriesState(db: Db, seriesId: number): Promise<SeriesState> {
  const [row] = await db
    .select({
      series,
      tvmazeId: seriesExternalIds.tvmazeId,
      library: {
        automation: libraries.automation,
        existing: libraries.existing,
        language: libraries.language,
        region: libraries.region,
        artwork: libraries.artwork,
        fallbackLanguages: libraries.fallbackLanguages,
      },
    })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .leftJoin(seriesExternalIds, eq(seriesExternalIds.seriesId, series.id))
    .where(eq(series.id, seriesId));
  if (row === undefined) throw new AppError("not_found", "This series is no longer in Metarr.");
  const { tmdbId, tvdbId, imdbId } = row.series;
  return {
    series: row.series,
    ids: { tmdb: tmdbId, tvdb: tvdbId, imdb: imdbId, tvmaze: row.tvmazeId },
    library: row.library,
  };
}

/** True when any database knows the series. */
export const isIdentified = ({ tmdb, tvdb, tvmaze }: SeriesIds): boolean =>
  tmdb !== null || tvdb !== null || tvmaze !== null;

/** Its seasons and episodes that were not removed. */
export async function readShowRows(db: Db, seriesId: number) {
  const [seasonRows, episodeRows] = await Promise.all([
    db
      .select()
      .from(seasons)
      .where(and(eq(seasons.seriesId, seriesId), isNull(seasons.deletedAt))),
    db
      .select()
      .from(episodes)
      .where(and(eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt)))
      .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber)),
  ]);
  return { seasons: seasonRows, episodes: episodeRows };
}
