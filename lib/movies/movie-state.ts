import { eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { collections, libraries, movies } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
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
  const state = (await listMovieStates(db, [movieId])).get(movieId);
  if (state === undefined) throw goneFilm();
  return state;
}

/** getMovieState for one of several films that are looked at in this transaction at the same time. */
export async function getMovieStateTogether(tx: Tx, movieId: number): Promise<MovieState> {
  const state = await together(tx, "movie state", movieId, async (movieIds) => {
    const states = await listMovieStates(tx, movieIds);
    return movieIds.map((each) => states.get(each));
  });
  if (state === undefined) throw goneFilm();
  return state;
}

const goneFilm = () => new AppError("not_found", "This film is no longer in Metarr.");

/** Three queries, asked at once: the builder takes three times as long for one that joins so wide a row. */
async function listMovieStates(db: Db, movieIds: readonly number[]): Promise<Map<number, MovieState>> {
  const areThey = inArray(movies.id, [...new Set(movieIds)]);
  const [films, rules, sets] = await Promise.all([
    db.select().from(movies).where(areThey),
    db.select(libraryColumns).from(libraries).innerJoin(movies, eq(movies.libraryId, libraries.id)).where(areThey),
    db
      .select({ movieId: movies.id, name: collections.name })
      .from(collections)
      .innerJoin(movies, eq(movies.collectionId, collections.id))
      .where(areThey),
  ]);
  const rulesOf = new Map(
    rules.map(({ movieId, fallbackLanguages, ...library }) => [
      movieId,
      { ...library, ...(fallbackLanguages && { fallbacks: fallbackLanguages }) },
    ]),
  );
  const setOf = new Map(sets.map(({ movieId, name }) => [movieId, name]));
  return new Map(
    films.flatMap((movie) => {
      const library = rulesOf.get(movie.id);
      return library ? [[movie.id, { movie, values: valuesOf(movie, setOf.get(movie.id) ?? null), library }]] : [];
    }),
  );
}

const libraryColumns = {
  movieId: movies.id,
  automation: libraries.automation,
  existing: libraries.existing,
  language: libraries.language,
  region: libraries.region,
  fallbackLanguages: libraries.fallbackLanguages,
};
