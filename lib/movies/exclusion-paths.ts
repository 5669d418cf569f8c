import { and, inArray, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { libraryRoots, movies } from "#db/schema/index.ts";
import { folderOfFilm } from "#lib/artwork/film-place.ts";

type Film = { movieId: number; libraryId: number; filePath: string };

/**
 * What keeps each of these films out of a scan: its folder when it has one of its own, so that an upgrade of its file
 * stays out too; in a folder that it shares with others, and in the root, only its file.
 */
export async function exclusionPathsOf(tx: Tx, films: readonly Film[]): Promise<Map<number, string>> {
  if (films.length === 0) return new Map();
  const libraryIds = [...new Set(films.map(({ libraryId }) => libraryId))];
  const roots = await tx
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .where(inArray(libraryRoots.libraryId, libraryIds));
  // Removed films lie there too; those whose file is gone do not.
  const there = await tx
    .select({ filePath: movies.filePath })
    .from(movies)
    .where(and(inArray(movies.libraryId, libraryIds), isNull(movies.missingAt)));
  const counts = new Map(roots.map(({ path }) => [path, Number.POSITIVE_INFINITY]));
  for (const { filePath } of there) {
    const folder = folderOfFilm(filePath);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return new Map(
    films.map(({ movieId, filePath }) => {
      const folder = folderOfFilm(filePath);
      return [movieId, (counts.get(folder) ?? 0) > 1 ? filePath : folder];
    }),
  );
}
