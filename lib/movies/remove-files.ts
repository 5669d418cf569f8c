import { basename, dirname } from "node:path";
import { and, eq, inArray, ne } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import {
  cacheImageFiles,
  cacheVideoFiles,
  extras,
  libraryImageFiles,
  libraryNfoFiles,
  libraryRoots,
  libraryVideoFiles,
  mediaParts,
  movies,
  subtitleStreams,
} from "#db/schema/index.ts";
import { folderOfFilm } from "#lib/artwork/film-place.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { includePaths } from "#lib/recycle/exclude.ts";
import { listFilesBelow, recycleOwned } from "#lib/recycle/owned-files.ts";

/**
 * Moves everything that belongs to a removed film to the recycle bin: video, extras, subtitles, NFO and artwork. Then
 * nothing has to be excluded any more: with its file the film comes back. A film that was restored meanwhile keeps
 * its files; those that went by then are put back by the job files.restore. Returns how many files went.
 */
export async function recycleFilmFiles(
  db: Db,
  params: {
    movieId: number;
    userId: number | null;
    jobId: number;
    signal: AbortSignal;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<number> {
  const { movieId, userId, jobId, signal, assertOwned } = params;
  const [film] = await db.select().from(movies).where(eq(movies.id, movieId));
  if (!film || film.deletedAt === null) return 0;
  const roots = await db.select().from(libraryRoots).where(eq(libraryRoots.libraryId, film.libraryId));
  if (!roots.some(({ path }) => isInside(path, film.filePath))) return 0;
  const isHidden = async (on: Db | Tx = db) => {
    signal.throwIfAborted();
    const [now] = await on.select({ deletedAt: movies.deletedAt }).from(movies).where(eq(movies.id, movieId));
    return now !== undefined && now.deletedAt !== null;
  };
  const moved = await recycleOwned(db, {
    roots: roots.map(({ path }) => path),
    paths: [...(await listDiscFiles(film.filePath)), ...(await listFilmFiles(db, movieId))],
    mayGoOn: () => isHidden(),
    reason: `"${film.title}" was removed with its files`,
    entityType: "movie",
    entityId: movieId,
    jobId,
    userId,
  });
  await ownedTransaction(db, assertOwned, async (tx) => {
    if (await isHidden(tx)) await includePaths(tx, [film.filePath, folderOfFilm(film.filePath)]);
  });
  return moved;
}

/** A disc is more than the one file that says so. */
async function listDiscFiles(filePath: string): Promise<string[]> {
  const folder = dirname(filePath);
  return /^(BDMV|VIDEO_TS)$/i.test(basename(folder)) ? listFilesBelow(folder) : [];
}

/** The paths of all files that are known to be this film's and no other one's. The video comes last. */
async function listFilmFiles(db: Db, movieId: number): Promise<string[]> {
  const owner = (table: typeof cacheImageFiles | typeof cacheVideoFiles) =>
    and(eq(table.entityType, "movie"), eq(table.entityId, movieId));
  const [pictures, published, trailers, nfos, more, subtitles, parts] = [
    await db
      .select({ path: cacheImageFiles.sourceUrl })
      .from(cacheImageFiles)
      .where(and(owner(cacheImageFiles), eq(cacheImageFiles.sourceType, "local"))),
    await db
      .select({ path: libraryImageFiles.filePath })
      .from(libraryImageFiles)
      .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
      .where(owner(cacheImageFiles)),
    await db
      .select({ path: libraryVideoFiles.filePath })
      .from(libraryVideoFiles)
      .innerJoin(cacheVideoFiles, eq(cacheVideoFiles.id, libraryVideoFiles.cacheFileId))
      .where(owner(cacheVideoFiles)),
    await db
      .select({ path: libraryNfoFiles.path })
      .from(libraryNfoFiles)
      .where(and(eq(libraryNfoFiles.entityType, "movie"), eq(libraryNfoFiles.entityId, movieId))),
    await db.select({ path: extras.path }).from(extras).where(eq(extras.movieId, movieId)),
    await db
      .select({ path: subtitleStreams.filePath })
      .from(subtitleStreams)
      .where(and(eq(subtitleStreams.movieId, movieId), eq(subtitleStreams.isExternal, true))),
    await db.select({ path: mediaParts.path }).from(mediaParts).where(eq(mediaParts.movieId, movieId)),
  ];
  const paths = [pictures, published, trailers, nfos, more, subtitles, parts].flatMap((rows) =>
    rows.flatMap(({ path }) => path ?? []),
  );
  const foreign = await listForeign(db, { movieId, paths });
  return paths.filter((path) => !foreign.has(path));
}

/** Those of the paths that other films share, such as a picture for a whole folder. */
async function listForeign(db: Db, { movieId, paths }: { movieId: number; paths: string[] }): Promise<Set<string>> {
  if (paths.length === 0) return new Set();
  const pictures = await db
    .select({ path: cacheImageFiles.sourceUrl })
    .from(cacheImageFiles)
    .where(and(inArray(cacheImageFiles.sourceUrl, paths), ne(cacheImageFiles.entityId, movieId)));
  const nfos = await db
    .select({ path: libraryNfoFiles.path })
    .from(libraryNfoFiles)
    .where(and(inArray(libraryNfoFiles.path, paths), ne(libraryNfoFiles.entityId, movieId)));
  return new Set([...pictures, ...nfos].flatMap(({ path }) => path ?? []));
}
