import { basename, dirname } from "node:path";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryRoots, movies } from "#db/schema/index.ts";
import { liesBelow } from "./unknown-files.ts";

export type NearFilm = { movieId: number; title: string; year: number | null; libraryId: number };

const mostNear = 20;
const nearColumns = { movieId: movies.id, title: movies.title, year: movies.year, libraryId: movies.libraryId };
/** Shorter titles stand in too many names by chance. */
const shortestTitle = 4;

/**
 * Films in the folder of a file, or in the nearest folder above it that holds some; else those whose title its name
 * holds. Those whose title stands in its name come first.
 */
export async function listNearFilms(db: Db, file: { libraryId: number; path: string }): Promise<NearFilm[]> {
  return sortByName(await findNearFilms(db, file), file.path);
}

async function findNearFilms(db: Db, file: { libraryId: number; path: string }): Promise<NearFilm[]> {
  const roots = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .where(eq(libraryRoots.libraryId, file.libraryId));
  const top = roots.find((root) => file.path.startsWith(`${root.path}/`))?.path;
  if (top === undefined) return [];
  for (let folder = dirname(file.path); folder.startsWith(top) && folder !== top; folder = dirname(folder)) {
    const films = await listFilmsBelow(db, { libraryId: file.libraryId, folder });
    if (films.length > 0) return films;
  }
  return listNamedFilms(db, file);
}

function listFilmsBelow(db: Db, params: { libraryId: number; folder: string }): Promise<NearFilm[]> {
  return db
    .select(nearColumns)
    .from(movies)
    .where(
      and(
        eq(movies.libraryId, params.libraryId),
        isNull(movies.deletedAt),
        liesBelow(movies.filePath, `${params.folder}/`),
      ),
    )
    .orderBy(asc(movies.filePath))
    .limit(mostNear);
}

/** In the library's own folder, or in one without films, only a title in the name tells. */
function listNamedFilms(db: Db, file: { libraryId: number; path: string }): Promise<NearFilm[]> {
  const name = basename(file.path).toLowerCase().replaceAll(/[._]+/g, " ");
  return db
    .select(nearColumns)
    .from(movies)
    .where(
      and(
        eq(movies.libraryId, file.libraryId),
        isNull(movies.deletedAt),
        sql`length(${movies.title}) >= ${shortestTitle}`,
        sql`${name} like '%' || lower(${movies.title}) || '%'`,
      ),
    )
    .orderBy(sql`length(${movies.title}) desc`, asc(movies.id))
    .limit(mostNear);
}

/** Films whose title stands in the file's name come first. */
function sortByName(films: readonly NearFilm[], path: string): NearFilm[] {
  const fold = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
  const name = fold(basename(path));
  const isNamed = ({ title }: NearFilm) => fold(title) !== "" && name.includes(fold(title));
  return films.toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
}
