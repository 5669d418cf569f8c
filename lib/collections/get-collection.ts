import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, collectionFilms, movies } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

/** The films of a set in Metarr, by release. */
export async function listOwnedFilms(db: Db, collectionId: number) {
  const films = await db
    .select({
      movieId: movies.id,
      title: movies.title,
      year: movies.year,
      releaseDate: movies.releaseDate,
      missingAt: movies.missingAt,
      posterHash: cacheImageFiles.fileHash,
      posterThumbhash: cacheImageFiles.thumbhash,
    })
    .from(movies)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, movies.posterId))
    .where(and(eq(movies.collectionId, collectionId), isNull(movies.deletedAt)))
    .orderBy(asc(movies.sortKey), asc(movies.id));
  return films.toSorted((a, b) => Number(releasedAt(a) > releasedAt(b)) - Number(releasedAt(a) < releasedAt(b)));
}

const releasedAt = ({ releaseDate, year }: { releaseDate: string | null; year: number | null }): string =>
  releaseDate ?? (year === null ? "9999" : String(year));

/** The films that the provider lists for a set and that are nowhere in Metarr, in its order. */
export function listMissingFilms(db: Db, collectionId: number) {
  return db
    .select({
      tmdbId: collectionFilms.tmdbId,
      title: collectionFilms.title,
      year: collectionFilms.year,
      releaseDate: collectionFilms.releaseDate,
      hasPoster: sql<number>`case when ${collectionFilms.posterUrl} is null then 0 else 1 end`.mapWith(
        (value) => value === 1,
      ),
    })
    .from(collectionFilms)
    .leftJoin(movies, and(eq(movies.tmdbId, collectionFilms.tmdbId), isNull(movies.deletedAt)))
    .where(and(eq(collectionFilms.collectionId, collectionId), isNull(movies.id)))
    .orderBy(asc(collectionFilms.sortOrder));
}

/** The address of the poster of a listed film. Throws not_found. */
export async function getMissingPoster(
  db: Db,
  { collectionId, tmdbId }: { collectionId: number; tmdbId: number },
): Promise<string> {
  const [film] = await db
    .select({ posterUrl: collectionFilms.posterUrl })
    .from(collectionFilms)
    .where(and(eq(collectionFilms.collectionId, collectionId), eq(collectionFilms.tmdbId, tmdbId)));
  if (!film?.posterUrl) throw new AppError("not_found", "This film has no poster.");
  return film.posterUrl;
}
