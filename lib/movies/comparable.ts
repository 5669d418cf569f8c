import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, movies } from "#db/schema/index.ts";
import type { Comparable } from "#lib/editing/compare-values.ts";
import { filmIdAt, recordsOf } from "#lib/providers/record-ids.ts";
import { type LoadedMovie, movieKind } from "./kind.ts";
import { readMovieValues } from "./read-nfo.ts";

/** Films, for comparing their fields with what sources said. */
export const comparableMovie: Comparable<LoadedMovie> = {
  entityType: "movie",
  kind: movieKind,
  async listCurrent(_db: Db, { movie: { tmdbId: tmdb, imdbId: imdb } }, records) {
    return recordsOf(records, (provider) => filmIdAt(provider, { tmdb, imdb }));
  },
  async readNfo(db: Db, { entityId, entity }) {
    const [library] = await db
      .select({ region: libraries.region })
      .from(movies)
      .innerJoin(libraries, eq(libraries.id, movies.libraryId))
      .where(eq(movies.id, entityId));
    return readMovieValues(entity, library?.region ?? "");
  },
};
