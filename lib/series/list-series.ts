import { and, count, eq, inArray, isNull, max, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  cursorValues,
  type Keyset,
  type KeysetPosition,
  keysetOrder,
  type ListSort,
  readCursor,
  readKeysetPage,
  writeCursor,
} from "#db/keyset.ts";
import { cacheImageFiles, episodes, series } from "#db/schema/index.ts";
import { isAnyLocked, type SeriesFilter, seriesCondition } from "./list-filter.ts";
import type { SeriesSortField } from "./vocabulary.ts";

/** The most series one call gives. */
export const seriesPageLimit = 200;

export type SeriesSort = ListSort<SeriesSortField>;

const ofSeries = sql`from ${episodes} where ${episodes.seriesId} = ${series.id} and ${episodes.deletedAt} is null`;
const episodeCount = sql<number>`(select cast(count(*) as integer) ${ofSeries} and ${episodes.missingAt} is null)`;
const seasonCount = sql<number>`(select cast(count(distinct ${episodes.seasonNumber}) as integer) ${ofSeries}
  and ${episodes.missingAt} is null and ${episodes.seasonNumber} > 0)`;
const vanishedCount = sql<number>`(select cast(count(*) as integer) ${ofSeries} and ${episodes.missingAt} is not null)`;

/** What a card or a row of the table shows, and nothing more. */
const shown = {
  seriesId: series.id,
  title: series.title,
  year: series.year,
  libraryId: series.libraryId,
  status: series.identificationStatus,
  showStatus: series.status,
  monitored: series.monitored,
  missingAt: series.missingAt,
  addedAt: series.createdAt,
  posterHash: cacheImageFiles.fileHash,
  posterThumbhash: cacheImageFiles.thumbhash,
  hasFanart: sql<number>`case when ${series.fanartId} is null then 0 else 1 end`.mapWith((value) => value === 1),
  isLocked: sql<number>`case when ${isAnyLocked} then 1 else 0 end`.mapWith((value) => value === 1),
  /** Without the specials. */
  seasonCount: seasonCount.mapWith(Number),
  /** Episodes with a file, specials too. */
  episodeCount: episodeCount.mapWith(Number),
  /** Episodes whose file is gone. */
  vanishedCount: vanishedCount.mapWith(Number),
};

export type SeriesCard = Awaited<ReturnType<typeof findSeriesCards>>[number];

const sortColumns = {
  title: series.sortKey,
  year: series.year,
  added: series.createdAt,
  episodes: episodeCount,
} as const satisfies Record<SeriesSortField, Keyset["by"]>;

const keysetOf = ({ by, descending }: SeriesSort): Keyset => ({
  by: sortColumns[by],
  id: series.id,
  isNullable: by === "year",
  descending,
});

const written = {
  title: cursorValues.text,
  year: cursorValues.whole.nullable(),
  added: cursorValues.instant,
  episodes: cursorValues.whole,
} as const;

const values = {
  title: (row) => row.sortKey,
  year: (row) => row.year,
  added: (row) => row.addedAt,
  episodes: (row) => row.episodeCount,
} as const satisfies Record<
  SeriesSortField,
  (row: Pick<SeriesCard, "year" | "addedAt" | "episodeCount"> & { sortKey: string }) => KeysetPosition["value"]
>;

type SeriesList = { filter?: SeriesFilter; sort?: SeriesSort };
const byTitle: SeriesSort = { by: "title", descending: false };

/**
 * A page of series in order. `cursor` is what the page before gave as `nextCursor`. Series without a year come last in
 * both directions. Throws AppError invalid for a foreign cursor.
 */
export async function listSeries(
  db: Db,
  {
    filter = {},
    sort = byTitle,
    cursor,
    limit = 50,
  }: SeriesList & { cursor?: string | undefined; limit?: number } = {},
): Promise<{ series: SeriesCard[]; nextCursor: string | null }> {
  const page = {
    limit: Math.min(Math.max(1, limit), seriesPageLimit),
    after: cursor === undefined ? undefined : readCursor(cursor, sort, written[sort.by]),
  };
  const { rows, hasMore } = await readKeysetPage(keysetOf(sort), page, (part, rowLimit) =>
    db
      .select({ ...shown, sortKey: series.sortKey })
      .from(series)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
      .where(and(seriesCondition(db, filter), part.where))
      .orderBy(...part.order)
      .limit(rowLimit),
  );
  const last = rows.at(-1);
  return {
    series: rows.map(({ sortKey: _sortKey, ...card }) => card),
    nextCursor: last && hasMore ? writeCursor(sort, { value: values[sort.by](last), id: last.seriesId }) : null,
  };
}

/** The ids of all series that match, in order: the places of a grid that can be scrolled anywhere. */
export async function listSeriesOrder(db: Db, { filter = {}, sort = byTitle }: SeriesList = {}): Promise<number[]> {
  const found = await db
    .select({ seriesId: series.id })
    .from(series)
    .where(seriesCondition(db, filter))
    .orderBy(...keysetOrder(keysetOf(sort)));
  return found.map(({ seriesId }) => seriesId);
}

/** The cards of these series, in any order; removed ones are left out. At most `seriesPageLimit` ids. */
export function findSeriesCards(db: Db, seriesIds: readonly number[]) {
  return db
    .select(shown)
    .from(series)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
    .where(and(inArray(series.id, seriesIds.slice(0, seriesPageLimit)), isNull(series.deletedAt)));
}

/** How many series match, and the newest of them: tells an open list that there are others by now. */
export async function summarizeSeries(db: Db, filter: SeriesFilter): Promise<{ count: number; newestId: number }> {
  const [found] = await db
    .select({ count: count(), newestId: max(series.id) })
    .from(series)
    .where(seriesCondition(db, filter));
  return { count: found?.count ?? 0, newestId: found?.newestId ?? 0 };
}
