import { and, asc, eq, inArray, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  actors,
  audioStreams,
  cacheImageFiles,
  cacheVideoFiles,
  collections,
  libraries,
  libraryImageFiles,
  libraryNfoFiles,
  libraryRoots,
  libraryVideoFiles,
  mediaParts,
  movieActors,
  movies,
  ratings,
  subtitleStreams,
  videoStreams,
} from "#db/schema/index.ts";
import { type ChosenPicture, listChosenPictures } from "#lib/artwork/candidate-rows.ts";
import { folderOfFilm } from "#lib/artwork/film-place.ts";
import { type ChosenTrailer, listChosenTrailers } from "#lib/trailers/chosen-trailers.ts";
import { setPicturePaths } from "./profiles.ts";

type Row<T extends { $inferSelect: unknown }> = T["$inferSelect"];

/** Everything the database knows that a film's published files are made of. */
export type FilmFacts = {
  movie: Row<typeof movies>;
  library: Row<typeof libraries>;
  /** The library folder the film lies below. */
  root: string;
  collection: Row<typeof collections> | null;
  parts: Row<typeof mediaParts>[];
  streams: {
    video: Row<typeof videoStreams>[];
    audio: Row<typeof audioStreams>[];
    subtitle: Row<typeof subtitleStreams>[];
  };
  ratings: Row<typeof ratings>[];
  cast: { name: string; role: string | null; order: number | null; imageUrl: string | null }[];
  pictures: ChosenPicture[];
  /** Those of its set. */
  setPictures: ChosenPicture[];
  nfoRecords: Row<typeof libraryNfoFiles>[];
  imageRecords: (Row<typeof libraryImageFiles> & {
    imageType: string;
    sourceType: string | null;
    sourceUrl: string | null;
  })[];
  trailer: ChosenTrailer;
  videoRecords: (Row<typeof libraryVideoFiles> & { entityId: number })[];
};

/**
 * Loads films with one query a table, however many. A film whose library or folder is gone, or that was removed or is
 * missing on disk, is left out. The order is that of the ids.
 */
export async function loadFilms(db: Db, movieIds: readonly number[]): Promise<FilmFacts[]> {
  const ids = [...movieIds];
  if (ids.length === 0) return [];
  const heads = await db
    .select({ movie: movies, library: libraries, collection: collections })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .leftJoin(collections, eq(collections.id, movies.collectionId))
    .where(inArray(movies.id, ids))
    .orderBy(asc(movies.id));
  const roots = await db.select().from(libraryRoots);
  const tables = await loadTables(db, ids);
  const sets = await loadSets(db, heads);
  return heads.flatMap(({ movie, library, collection }) => {
    const root = roots.find((each) => each.libraryId === library.id && movie.filePath.startsWith(`${each.path}/`));
    if (!root || movie.deletedAt !== null || movie.missingAt !== null) return [];
    const of = <T extends { movieId: number | null }>(rows: readonly T[]) =>
      rows.filter((row) => row.movieId === movie.id);
    const owned = <T extends { entityId: number }>(rows: readonly T[]) =>
      rows.filter((row) => row.entityId === movie.id);
    return [
      {
        movie,
        library,
        root: root.path,
        collection,
        parts: of(tables.parts),
        streams: { video: of(tables.video), audio: of(tables.audio), subtitle: of(tables.subtitle) },
        ratings: owned(tables.ratings),
        cast: of(tables.cast),
        pictures: owned(tables.pictures),
        setPictures: sets.pictures.filter(({ entityId }) => entityId === collection?.id),
        nfoRecords: owned(tables.nfoRecords),
        imageRecords: [...owned(tables.imageRecords), ...sets.recordsOf(movie.filePath)],
        trailer: tables.trailers.get(movie.id) ?? { state: "none" },
        videoRecords: owned(tables.videoRecords),
      },
    ];
  });
}

async function loadTables(db: Db, ids: number[]) {
  return {
    parts: await db.select().from(mediaParts).where(inArray(mediaParts.movieId, ids)).orderBy(mediaParts.id),
    video: await db.select().from(videoStreams).where(inArray(videoStreams.movieId, ids)).orderBy(videoStreams.id),
    audio: await db.select().from(audioStreams).where(inArray(audioStreams.movieId, ids)).orderBy(audioStreams.id),
    subtitle: await db
      .select()
      .from(subtitleStreams)
      .where(inArray(subtitleStreams.movieId, ids))
      .orderBy(subtitleStreams.id),
    ratings: await db
      .select()
      .from(ratings)
      .where(and(eq(ratings.entityType, "movie"), inArray(ratings.entityId, ids)))
      .orderBy(ratings.source),
    cast: await loadCast(db, ids),
    pictures: await listChosenPictures(db, { entityType: "movie", entityIds: ids }),
    nfoRecords: await db
      .select()
      .from(libraryNfoFiles)
      .where(and(eq(libraryNfoFiles.entityType, "movie"), inArray(libraryNfoFiles.entityId, ids)))
      .orderBy(libraryNfoFiles.id),
    imageRecords: await loadImageRecords(db, ids),
    trailers: await listChosenTrailers(db, { entityType: "movie", entityIds: ids }),
    videoRecords: await listVideoRecords(db, ids),
  };
}

function loadCast(db: Db, ids: number[]) {
  return db
    .select({
      movieId: movieActors.movieId,
      name: actors.name,
      role: movieActors.role,
      order: movieActors.actorOrder,
      imageUrl: actors.imageUrl,
    })
    .from(movieActors)
    .innerJoin(actors, eq(actors.id, movieActors.actorId))
    .where(and(inArray(movieActors.movieId, ids), eq(movieActors.removed, false)))
    .orderBy(movieActors.movieId, movieActors.actorOrder, movieActors.id);
}

type Head = { movie: Row<typeof movies>; collection: Row<typeof collections> | null };

/**
 * The pictures of the films' sets, and what lies of any set beside a film. That is known by its path: the film may be in
 * another set by now, or in none.
 */
async function loadSets(db: Db, heads: readonly Head[]) {
  const entityIds = [...new Set(heads.flatMap(({ collection }) => collection?.id ?? []))];
  const pathsOf = (filePath: string) => setPicturePaths(folderOfFilm(filePath));
  const paths = [...new Set(heads.flatMap(({ movie }) => pathsOf(movie.filePath)))];
  const records = await listImageRecords(
    db,
    and(eq(cacheImageFiles.entityType, "collection"), inArray(libraryImageFiles.filePath, paths)),
  );
  return {
    pictures: entityIds.length === 0 ? [] : await listChosenPictures(db, { entityType: "collection", entityIds }),
    recordsOf: (filePath: string) => {
      const own = new Set(pathsOf(filePath));
      return records.filter((record) => own.has(record.filePath));
    },
  };
}

const loadImageRecords = (db: Db, ids: number[]) =>
  listImageRecords(db, and(eq(cacheImageFiles.entityType, "movie"), inArray(cacheImageFiles.entityId, ids)));

async function listVideoRecords(db: Db, ids: number[]) {
  const rows = await db
    .select({ file: libraryVideoFiles, entityId: cacheVideoFiles.entityId })
    .from(libraryVideoFiles)
    .innerJoin(cacheVideoFiles, eq(cacheVideoFiles.id, libraryVideoFiles.cacheFileId))
    .where(and(eq(cacheVideoFiles.entityType, "movie"), inArray(cacheVideoFiles.entityId, ids)))
    .orderBy(libraryVideoFiles.id);
  return rows.map(({ file, entityId }) => ({ ...file, entityId }));
}

async function listImageRecords(db: Db, where: SQL | undefined) {
  const rows = await db
    .select({
      file: libraryImageFiles,
      entityId: cacheImageFiles.entityId,
      imageType: cacheImageFiles.imageType,
      sourceType: cacheImageFiles.sourceType,
      sourceUrl: cacheImageFiles.sourceUrl,
    })
    .from(libraryImageFiles)
    .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
    .where(where)
    .orderBy(libraryImageFiles.id);
  return rows.map(({ file, ...rest }) => ({ ...file, ...rest }));
}
