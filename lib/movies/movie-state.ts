import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { collections, libraries, movies } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { type Movie, type MovieValues, valuesOf } from "./fields.ts";

/** A film as the rules need it: its row, its values under field names, and what its library decides. */
export type MovieState = {
  movie: Movie;
  values: MovieValues;
  library: {
    automation: "manual" | "review" | "full";
    existing: "keep" | "replace";
    language: string;
    region: string;
    /** Languages asked for where the first has nothing. Absent: the general setting. */
    fallbacks?: readonly string[];
  };
};

/** Throws not_found. Three queries, asked at once: the builder takes three times as long for one that joins so wide a row. */
export async function getMovieState(db: Db, movieId: number): Promise<MovieState> {
  const isIt = eq(movies.id, movieId);
  const [[movie], [library], [set]] = await Promise.all([
    db.select().from(movies).where(isIt),
    db.select(libraryColumns).from(libraries).innerJoin(movies, eq(movies.libraryId, libraries.id)).where(isIt),
    db
      .select({ name: collections.name })
      .from(collections)
      .innerJoin(movies, eq(movies.collectionId, collections.id))
      .where(isIt),
  ]);
  if (movie === undefined || library === undefined) {
    throw new AppError("not_found", "This film is no longer in Metarr.");
  }
  const { fallbackLanguages, ...rules } = library;
  return {
    movie,
    values: valuesOf(movie, set?.name ?? null),
    library: { ...rules, ...(fallbackLanguages && { fallbacks: fallbackLanguages }) },
  };
}

const libraryColumns = {
  automation: libraries.automation,
  existing: libraries.existing,
  language: libraries.language,
  region: libraries.region,
  fallbackLanguages: libraries.fallbackLanguages,
};
