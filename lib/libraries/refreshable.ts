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
  ne,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraries, movies, providerRecords, series } from "#db/schema/index.ts";
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
 * said anything of yet.
 */
export function listStale(db: Db, kind: FeedKind, staleness: Staleness): Promise<number[]> {
  const { libraryId, providers, staleBefore, now, limit } = staleness;
  const { table } = kinds[kind];
  const records = (condition?: SQL) =>
    db
      .select({ one: sql`1` })
      .from(providerRecords)
      .where(and(eq(providerRecords.entityType, kind), eq(providerRecords.entityId, table.id), condition));
  const { status, fetchedAt, retryAt, provider } = providerRecords;
  const isDue = or(
    and(ne(status, "failed"), or(isNull(fetchedAt), lt(fetchedAt, staleBefore))),
    and(eq(status, "failed"), or(isNull(retryAt), lte(retryAt, now))),
  );
  const isStale = or(exists(records(and(inArray(provider, [...providers]), isDue))), notExists(records()));
  return kinds[kind].list(db, and(eq(table.libraryId, libraryId), isRefreshed(libraryId), isStale), limit);
}

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

type List = (db: Db, condition: SQL | undefined, limit: number) => Promise<number[]>;

const listMovies: List = async (db, condition, limit) => {
  const rows = await db
    .select({ id: movies.id })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(and(isActive(movies), isNotNull(movies.tmdbId), condition))
    .orderBy(asc(movies.id))
    .limit(limit);
  return rows.map(({ id }) => id);
};

const listSeries: List = async (db, condition, limit) => {
  const rows = await db
    .select({ id: series.id })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(and(isActive(series), condition))
    .orderBy(asc(series.id))
    .limit(limit);
  return rows.map(({ id }) => id);
};

const kinds = {
  movie: { table: movies, list: listMovies },
  series: { table: series, list: listSeries },
} as const;
