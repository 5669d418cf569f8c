import { and, eq, exists, getTableColumns, inArray, isNotNull, isNull, like, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, series } from "#db/schema/index.ts";
import { searchWords } from "#lib/fold-text.ts";
import type { SeriesGap, SeriesStatus, ShowStatus } from "./vocabulary.ts";

/** What a list of series is narrowed to. Several values of one kind mean any of them; kinds add up. */
export type SeriesFilter = {
  /** Words that titles hold, in any order. Plain text: no sign of it means anything else. */
  search?: string | undefined;
  statuses?: readonly SeriesStatus[] | undefined;
  showStatuses?: readonly ShowStatus[] | undefined;
  missing?: readonly SeriesGap[] | undefined;
  /** Those that automation leaves alone. */
  unmonitored?: boolean | undefined;
  libraryIds?: readonly number[] | undefined;
};

/** True for a series of which a person locked anything. */
export const isAnyLocked: SQL =
  or(
    ...Object.entries(getTableColumns(series))
      .filter(([name]) => name.endsWith("Locked"))
      .map(([, column]) => eq(column, true)),
  ) ?? sql`1 = 0`;

/** The condition of a filter, over `series`. Removed series never match; vanished ones only where files are missing. */
export function seriesCondition(db: Db, filter: SeriesFilter): SQL | undefined {
  const { statuses, showStatuses, libraryIds, missing = [] } = filter;
  return and(
    isNull(series.deletedAt),
    missing.includes("files") ? undefined : isNull(series.missingAt),
    ...searchConditions(filter.search),
    statuses?.length ? inArray(series.identificationStatus, [...statuses]) : undefined,
    showStatuses?.length ? inArray(series.status, [...showStatuses]) : undefined,
    missing.length > 0 ? or(...missing.map((gap) => gaps[gap](db))) : undefined,
    filter.unmonitored ? eq(series.monitored, false) : undefined,
    libraryIds?.length ? inArray(series.libraryId, [...libraryIds]) : undefined,
  );
}

const gaps = {
  poster: () => isNull(series.posterId),
  fanart: () => isNull(series.fanartId),
  files: (db) => or(isNotNull(series.missingAt), hasVanishedEpisode(db)),
} as const satisfies Record<SeriesGap, (db: Db) => SQL | undefined>;

function hasVanishedEpisode(db: Db): SQL {
  return exists(
    db
      .select({ one: sql`1` })
      .from(episodes)
      .where(and(eq(episodes.seriesId, series.id), isNotNull(episodes.missingAt), isNull(episodes.deletedAt))),
  );
}

function searchConditions(search: string | undefined): SQL[] {
  const words = searchWords(search);
  if (words === undefined) return [];
  if (words.length === 0) return [sql`1 = 0`];
  return words.map((word) => like(series.searchText, `%${word}%`));
}
