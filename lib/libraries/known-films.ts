import { basename, dirname } from "node:path";
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryNfoFiles, libraryRoots, mediaParts, movies } from "#db/schema/index.ts";
import type { FoundFilm } from "./found-film.ts";
import { loadExcluded, loadFingerprints, stateOf } from "./known-items.ts";
import type { KnownName } from "./namesakes.ts";

export type KnownFilm = {
  movieId: number;
  filePath: string;
  sizeBytes: number | null;
  modifiedMs: number | null;
  isMissing: boolean;
  isDeleted: boolean;
};

export type KnownNfo = {
  movieId: number;
  hash: string;
  sizeBytes: number | null;
  modifiedMs: number | null;
  isOurs: boolean;
};

/** What every scan needs to know. A scan that finds nothing changed needs no more. */
export type KnownFilms = {
  films: Map<number, KnownFilm>;
  fingerprints: Map<string, string>;
  /** Everything else, read at the first call: only a changed folder asks. */
  details: () => Promise<KnownLibrary>;
};

/** What the database knows of the files of a library before a scan, read in a few queries. */
export type KnownLibrary = {
  films: Map<number, KnownFilm>;
  /** Every media path of every film, also parts and versions. */
  byPath: Map<string, KnownFilm>;
  /** Films by size of their main file, for telling a renamed one. */
  bySize: Map<number, KnownFilm[]>;
  inodes: Map<number, string>;
  /** Partial hashes of main files that were probed. */
  hashes: Map<number, string>;
  /** By nfoKey: films may share an NFO. */
  nfo: Map<string, KnownNfo>;
  excluded: Set<string>;
  /** What films that are not removed are called. Read at the first call: only a film that may be new asks. */
  names: () => Promise<KnownName[]>;
};

export async function loadKnownFilms(db: Db, libraryId: number): Promise<KnownFilms> {
  const rows = await db
    .select({
      movieId: movies.id,
      filePath: movies.filePath,
      sizeBytes: movies.fileSizeBytes,
      modifiedAt: movies.fileModifiedAt,
      missingAt: movies.missingAt,
      deletedAt: movies.deletedAt,
    })
    .from(movies)
    .where(eq(movies.libraryId, libraryId));
  const excluded = await loadExcluded(db, libraryId);
  const films = new Map(
    rows.map(({ modifiedAt, missingAt, deletedAt, ...row }) => [
      row.movieId,
      {
        ...row,
        modifiedMs: modifiedAt?.getTime() ?? null,
        ...stateOf({ missingAt, deletedAt }, { excluded, paths: [row.filePath, filmFolder(row.filePath)] }),
      },
    ]),
  );
  let details: Promise<KnownLibrary> | undefined;
  return {
    films,
    fingerprints: await loadFingerprints(db, libraryId),
    details: () => {
      details ??= loadDetails(db, libraryId, { films, excluded });
      return details;
    },
  };
}

async function loadDetails(
  db: Db,
  libraryId: number,
  { films, excluded }: Pick<KnownLibrary, "films" | "excluded">,
): Promise<KnownLibrary> {
  const parts = await db
    .select({
      movieId: mediaParts.movieId,
      path: mediaParts.path,
      inode: mediaParts.inode,
      hash: mediaParts.partialHash,
    })
    .from(mediaParts)
    .innerJoin(movies, eq(movies.id, mediaParts.movieId))
    .where(eq(movies.libraryId, libraryId));
  const byPath = new Map([...films.values()].map((film) => [film.filePath, film]));
  const inodes = new Map<number, string>();
  const hashes = new Map<number, string>();
  for (const { movieId, path, inode, hash } of parts) {
    const film = movieId === null ? undefined : films.get(movieId);
    if (!film) continue;
    byPath.set(path, film);
    if (path !== film.filePath) continue;
    if (inode !== null) inodes.set(film.movieId, inode);
    if (hash !== null) hashes.set(film.movieId, hash);
  }
  let names: Promise<KnownName[]> | undefined;
  return {
    films,
    byPath,
    bySize: groupBySize(films),
    inodes,
    hashes,
    nfo: await loadNfo(db, libraryId),
    excluded,
    names: () => {
      names ??= films.size === 0 ? Promise.resolve([]) : loadNames(db, libraryId);
      return names;
    },
  };
}

async function loadNames(db: Db, libraryId: number): Promise<KnownName[]> {
  const roots = await db
    .select({ path: libraryRoots.path })
    .from(libraryRoots)
    .where(eq(libraryRoots.libraryId, libraryId));
  const rows = await db
    .select({
      movieId: movies.id,
      title: movies.title,
      originalTitle: movies.originalTitle,
      year: movies.year,
      tmdbId: movies.tmdbId,
      imdbId: movies.imdbId,
      tvdbId: movies.tvdbId,
      filePath: movies.filePath,
    })
    .from(movies)
    .where(and(eq(movies.libraryId, libraryId), isNull(movies.deletedAt)));
  const placeOf = (path: string): string => {
    const root = roots.find((each) => path.startsWith(`${each.path}/`));
    return root ? path.slice(root.path.length + 1) : path;
  };
  return rows.map(({ filePath, ...row }) => ({ ...row, place: placeOf(filePath) }));
}

function groupBySize(films: Map<number, KnownFilm>): Map<number, KnownFilm[]> {
  const groups = new Map<number, KnownFilm[]>();
  for (const film of films.values()) {
    if (film.sizeBytes === null) continue;
    const group = groups.get(film.sizeBytes);
    if (group) group.push(film);
    else groups.set(film.sizeBytes, [film]);
  }
  return groups;
}

async function loadNfo(db: Db, libraryId: number): Promise<Map<string, KnownNfo>> {
  const rows = await db
    .select({
      path: libraryNfoFiles.path,
      movieId: libraryNfoFiles.entityId,
      hash: libraryNfoFiles.hash,
      sizeBytes: libraryNfoFiles.sizeBytes,
      modifiedMs: libraryNfoFiles.modifiedMs,
      publishedAt: libraryNfoFiles.publishedAt,
    })
    .from(libraryNfoFiles)
    .innerJoin(movies, and(eq(movies.id, libraryNfoFiles.entityId), eq(libraryNfoFiles.entityType, "movie")))
    .where(eq(movies.libraryId, libraryId));
  return new Map(
    rows.map(({ path, publishedAt, ...row }) => [nfoKey(row.movieId, path), { ...row, isOurs: publishedAt !== null }]),
  );
}

/** A path alone does not tell whose NFO it was: two films may have swapped their folders. */
export const nfoKey = (movieId: number, path: string): string => `${movieId} ${path}`;

/** The folder around BDMV or VIDEO_TS for a disc. */
export function filmFolder(path: string): string {
  const folder = dirname(path);
  return /^(bdmv|video_ts)$/i.test(basename(folder)) ? dirname(folder) : folder;
}

/** Whether the files of a film are the ones the database knows. */
export function isSameFile(known: KnownFilm, film: FoundFilm): boolean {
  return (
    known.filePath === film.main.path &&
    known.sizeBytes === film.main.sizeBytes &&
    known.modifiedMs === film.main.mtimeMs
  );
}
