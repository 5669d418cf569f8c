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
      fallbackLanguages: libraries.fallbackLanguages,
    })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .leftJoin(collections, eq(collections.id, movies.collectionId))
    .where(eq(movies.id, movieId));
  if (row === undefined) throw new AppError("not_found", "This film is no longer in Metarr.");
  const { movie, collection, fallbackLanguages, ...library } = row;
  return {
    movie,
    values: valuesOf(movie, collection),
    library: { ...library, ...(fallbackLanguages && { fallbacks: fallbackLanguages }) },
  };
}
