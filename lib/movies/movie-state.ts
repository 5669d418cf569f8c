import { and, eq, isNull, max, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { collections, fieldChanges, libraries, movies } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { type Movie, type MovieValues, valuesOf } from "./fields.ts";

/** A film as the rules need it: its row, its values under field names, and what its library decides. */
export type MovieState = {
  movie: Movie;
  values: MovieValues;
  library: { automation: "manual" | "review" | "full"; existing: "keep" | "replace"; language: string; region: string };
};

/** Throws not_found. */
export async function getMovieState(db: Db, movieId: number): Promise<MovieState> {
  const [row] = await db
    .select({
      movie: movies,
      collection: collections.name,
      automation: libraries.automation,
      existing: libraries.existing,
      language: libraries.language,
      region: libraries.region,
    })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .leftJoin(collections, eq(collections.id, movies.collectionId))
    .where(eq(movies.id, movieId));
  if (row === undefined) throw new AppError("not_found", "This film is no longer in Metarr.");
  const { movie, collection, ...library } = row;
  return { movie, values: valuesOf(movie, collection), library };
}

/** Where a present value came from. */
export type Provenance = {
  source: string;
  changedAt: Date;
  userId: number | null;
  jobId: number | null;
  /** Undefined for a first reading, which cannot be undone. */
  changeId: number | undefined;
};

/**
 * The source of every field: its latest change that was not taken back, else the first readings (field `*`).
 */
export async function fieldSources(db: Db, movieId: number): Promise<Map<string, Provenance>> {
  const latest = db
    .select({ changeId: max(fieldChanges.id).as("change_id") })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, "movie"),
        eq(fieldChanges.entityId, movieId),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    // Each first reading counts by itself: a name and an NFO say different things.
    .groupBy(fieldChanges.field, sql`case when ${fieldChanges.field} = '*' then ${fieldChanges.id} else 0 end`)
    .as("latest");
  const rows = await db
    .select({
      id: fieldChanges.id,
      field: fieldChanges.field,
      newValue: sql<unknown>`case when ${fieldChanges.field} = '*' then ${fieldChanges.newValue} end`.mapWith(
        fieldChanges.newValue,
      ),
      source: fieldChanges.source,
      changedAt: fieldChanges.changedAt,
      userId: fieldChanges.userId,
      jobId: fieldChanges.jobId,
    })
    .from(fieldChanges)
    .innerJoin(latest, eq(latest.changeId, fieldChanges.id))
    .orderBy(fieldChanges.id);
  const found = new Map<string, Provenance>();
  const changed = new Map<string, Provenance>();
  for (const { id, field, newValue, ...facts } of rows) {
    if (field !== "*") changed.set(field, { ...facts, changeId: id });
    else for (const name of keysOf(newValue)) found.set(name, { ...facts, changeId: undefined });
  }
  for (const [field, provenance] of changed) found.set(field, provenance);
  return found;
}

const keysOf = (value: unknown): string[] => (typeof value === "object" && value !== null ? Object.keys(value) : []);

/**
 * True when a person said that this is another film than what was found on disk: what the disk said is then about the
 * wrong one, and no longer kept against providers.
 */
export async function wasReidentified(db: Db, movieId: number): Promise<boolean> {
  const [row] = await db
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, "movie"),
        eq(fieldChanges.entityId, movieId),
        eq(fieldChanges.field, "tmdbId"),
        eq(fieldChanges.source, "user"),
        isNull(fieldChanges.undoneAt),
        sql`${fieldChanges.oldValue} is not null`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
