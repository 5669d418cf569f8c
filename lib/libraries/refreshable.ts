import {
  and,
  asc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  ne,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraries, movies, providerRecords, series, seriesExternalIds } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import type { FeedKind } from "#lib/providers/feeds.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";

/** After everything that somebody waits for. */
const priority = 8;

/** Has these items fetched by jobs that let all others go first. */
export async function enrichLater(
  tx: Tx,
  kind: FeedKind,
  entityIds: readonly number[],
  { runId }: { runId: string | null },
): Promise<void> {
  const options = { priority, runId };
  if (kind === "movie") {
    const payloads = entityIds.map((movieId) => ({ movieId }));
    await enqueueMany(tx, "movie.enrich", payloads, options);
  } else {
    const payloads = entityIds.map((seriesId) => ({ seriesId }));
    await enqueueMany(tx, "series.enrich", payloads, options);
  }
}

/** Which of these items automation may fetch again. `libraryId`: a library that a person refreshes. */
export function listRefreshable(
  db: Db,
  kind: FeedKind,
  { entityIds, libraryId }: { entityIds: readonly number[]; libraryId?: number | undefined },
): Promise<number[]> {
  const { table } = kinds[kind];
  return inChunks(entityIds, (chunk) =>
    kinds[kind].list(db, and(inArray(table.id, chunk), isRefreshed(libraryId)), chunk.length),
  );
}

export type Staleness = {
  libraryId: number;
  /** Those that are switched on; what others said is left alone. */
  providers: readonly ProviderName[];
  /** What was fetched before is stale. */
  staleBefore: Date;
  now: Date;
  limit: number;
};

/**
 * Items of a library of which a provider was not asked for too long, could not be asked and is due again, or that nobody
 * said anything of yet; those that were fetched the longest ago come first. What a provider said that cannot be asked any
 * more, because it is switched off or the id it knows the item by is gone, makes nothing stale.
 */
export function listStale(db: Db, kind: FeedKind, staleness: Staleness): Promise<number[]> {
  const { libraryId, providers, staleBefore, now, limit } = staleness;
  const { table, knownTo } = kinds[kind];
  const ofItem = and(eq(providerRecords.entityType, kind), eq(providerRecords.entityId, table.id));
  const records = (condition?: SQL) => db.select({ one: sql`1` }).from(providerRecords).where(and(ofItem, condition));
  const { status, fetchedAt, retryAt, provider } = providerRecords;
  const isDue = or(
    and(ne(status, "failed"), or(isNull(fetchedAt), lt(fetchedAt, staleBefore))),
    and(eq(status, "failed"), or(isNull(retryAt), lte(retryAt, now))),
  );
  const mayAnswer = or(...providers.map((name) => and(eq(provider, name), knownTo(db, name))));
  const isStale = or(exists(records(and(mayAnswer, isDue))), notExists(records()));
  const oldest = sql`(${db
    .select({ at: min(fetchedAt) })
    .from(providerRecords)
    .where(and(ofItem, mayAnswer))})`;
  const condition = and(eq(table.libraryId, libraryId), isRefreshed(libraryId), isStale);
  return kinds[kind].list(db, condition, limit, oldest);
}

/** Whether a provider can be asked about a film or a series by the ids it has, as askAboutMovie and askAboutSeries do. */
type KnownTo = (db: Db, provider: ProviderName) => SQL | undefined;

const filmKnownTo: KnownTo = (_db, provider) =>
  provider === "omdb" ? isNotNull(movies.imdbId) : or(isNotNull(movies.tmdbId), isNotNull(movies.imdbId));

const seriesKnownTo: KnownTo = (db, provider) => {
  const { tmdbId, tvdbId, imdbId } = series;
  const { seriesId, tvmazeId } = seriesExternalIds;
  const atTvmaze = db
    .select({ one: sql`1` })
    .from(seriesExternalIds)
    .where(and(eq(seriesId, series.id), isNotNull(tvmazeId)));
  const known = {
    tmdb: isNotNull(tmdbId),
    tvdb: isNotNull(tvdbId),
    tvmaze: or(exists(atTvmaze), isNotNull(tvdbId), isNotNull(imdbId)),
    omdb: isNotNull(imdbId),
    fanart: isNotNull(tvdbId),
  } satisfies Record<ProviderName, SQL | undefined>;
  return known[provider];
};

const isRefreshed = (libraryId?: number): SQL | undefined => {
  const doesByItself = ne(libraries.automation, "manual");
  return and(
    eq(libraries.enabled, true),
    isNull(libraries.deletedAt),
    libraryId === undefined ? doesByItself : or(doesByItself, eq(libraries.id, libraryId)),
  );
};

/** There, not removed, not left alone by a person, and enriched before. */
const isActive = (table: typeof movies | typeof series): SQL | undefined =>
  and(
    eq(table.identificationStatus, "enriched"),
    eq(table.monitored, true),
    isNull(table.missingAt),
    isNull(table.deletedAt),
  );

/** `oldest`: the moment to order by, those that have none first; else by id. */
type List = (db: Db, condition: SQL | undefined, limit: number, oldest?: SQL) => Promise<number[]>;

const inOrder = (oldest: SQL | undefined, id: typeof movies.id | typeof series.id): SQL[] =>
  oldest === undefined ? [asc(id)] : [sql`case when ${oldest} is null then 0 else 1 end`, asc(oldest), asc(id)];

const listMovies: List = async (db, condition, limit, oldest) => {
  const rows = await db
    .select({ id: movies.id })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(and(isActive(movies), isNotNull(movies.tmdbId), condition))
    .orderBy(...inOrder(oldest, movies.id))
    .limit(limit);
  return rows.map(({ id }) => id);
};

const listSeries: List = async (db, condition, limit, oldest) => {
  const rows = await db
    .select({ id: series.id })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(and(isActive(series), condition))
    .orderBy(...inOrder(oldest, series.id))
    .limit(limit);
  return rows.map(({ id }) => id);
};

const kinds = {
  movie: { table: movies, list: listMovies, knownTo: filmKnownTo },
  series: { table: series, list: listSeries, knownTo: seriesKnownTo },
} as const;
