import { and, asc, eq, isNull, ne, or } from "drizzle-orm";
import { requireUser } from "#app/_server/require-user.ts";
import { type Db, getDb } from "#db/client.ts";
import { extras, libraries, libraryRoots, movies } from "#db/schema/index.ts";
import { listMediaFiles } from "#lib/files/list-media-files.ts";
import { countUnknownFiles, listAssignedPaths } from "#lib/libraries/unknown-files.ts";
import { showFiles, showPath, showSubtitles } from "../../../_components/shown-file.ts";
import { getFilm } from "../queries.ts";

/**
 * The film's files with their streams, what lies beside them, and other rows of the same film. Viewers get no paths, and no
 * errors, which name files.
 */
export async function getFiles(movieId: number) {
  await requireUser();
  const db = getDb();
  const { movie, mayEdit } = await getFilm(movieId);
  const folder = movie.filePath.slice(0, movie.filePath.lastIndexOf("/"));
  const [all, bonus, copies, assigned, unknown] = await Promise.all([
    listMediaFiles(db, { movieId }),
    db
      .select({ extraId: extras.id, kind: extras.kind, title: extras.title, path: extras.path, size: extras.sizeBytes })
      .from(extras)
      .where(eq(extras.movieId, movieId))
      .orderBy(asc(extras.kind), asc(extras.path)),
    listOtherCopies(db, movie),
    listAssignedPaths(db, { entityType: "movie", entityIds: [movieId] }),
    mayEdit ? countUnknownBeside(db, { libraryId: movie.libraryId, folder }) : 0,
  ]);
  return {
    mayEdit,
    copies,
    unknown: { count: unknown, folder: mayEdit ? folder : null },
    files: showFiles(all, { mayEdit, mainPath: movie.filePath }),
    subtitles: showSubtitles(all, { mayEdit, assigned }),
    extras: bonus.map(({ path, ...extra }) => ({
      ...extra,
      ...showPath(path, { mayEdit }),
      isAssigned: assigned.has(path),
    })),
  };
}

/** Other rows of the same film by its ids: in another library, or another file of this one. */
function listOtherCopies(db: Db, { id, tmdbId, imdbId }: { id: number; tmdbId: number | null; imdbId: string | null }) {
  const same = [
    tmdbId === null ? undefined : eq(movies.tmdbId, tmdbId),
    imdbId === null ? undefined : eq(movies.imdbId, imdbId),
  ].filter((condition) => condition !== undefined);
  if (same.length === 0) return [];
  return db
    .select({ movieId: movies.id, title: movies.title, libraryName: libraries.name, missingAt: movies.missingAt })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(and(or(...same), ne(movies.id, id), isNull(movies.deletedAt), isNull(libraries.deletedAt)))
    .orderBy(asc(libraries.name), asc(movies.id))
    .limit(20);
}

/** Unknown files in a film's folder; none in a library's own, where they are not this film's to sort out. */
async function countUnknownBeside(db: Db, { libraryId, folder }: { libraryId: number; folder: string }) {
  const [root] = await db.select({ id: libraryRoots.id }).from(libraryRoots).where(eq(libraryRoots.path, folder));
  return root ? 0 : countUnknownFiles(db, { libraryIds: [libraryId], folder });
}

export type FilmFiles = Awaited<ReturnType<typeof getFiles>>;
