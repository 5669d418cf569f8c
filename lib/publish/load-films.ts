import { basename, dirname, join } from "node:path";
import { and, asc, eq, inArray, isNull, min } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  actors,
  audioStreams,
  cacheImageFiles,
  collections,
  libraries,
  libraryRoots,
  mediaParts,
  movieActors,
  movies,
  ratings,
  subtitleStreams,
  videoStreams,
} from "#db/schema/index.ts";
import { type ChosenPicture, listChosenPictures } from "#lib/artwork/candidate-rows.ts";
import { folderOfFilm } from "#lib/artwork/film-place.ts";
import { inChunks } from "#lib/chunks.ts";
import { isInside } from "#lib/files/safe-path.ts";
import { namingOf, readPublishing } from "#lib/settings/library-publishing.ts";
import { type ChosenTrailer, listChosenTrailers } from "#lib/trailers/chosen-trailers.ts";
import type { CastMember, MediaPart, Rating, Row, Streams, UnitFacts } from "./facts.ts";
import {
  isShownPortrait,
  listCachedHashes,
  listConflictRecords,
  listImageRecords,
  listImageRecordsAt,
  listNfoRecords,
  listPortraitRecords,
  listVideoRecords,
  portraitColumns,
} from "./load-records.ts";
import { hasSetsFolder, setFolderName } from "./names.ts";
import { setPicturePaths } from "./set-picture-paths.ts";
import { isInSetFolder } from "./vocabulary.ts";

/** Everything the database knows that a film's published files are made of. */
export type FilmFacts = UnitFacts & {
  entityType: "movie";
  movie: Row<typeof movies>;
  collection: Row<typeof collections> | null;
  parts: MediaPart[];
  streams: Streams;
  ratings: Rating[];
  cast: CastMember[];
  pictures: ChosenPicture[];
  /** Those of its set. */
  setPictures: ChosenPicture[];
  /** Where the set's own folder is, when this is the film it is published with. Undefined: with another one, or not at all. */
  setFolder: string | undefined;
  trailer: ChosenTrailer;
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
  const portraitsIn = await listPortraitRecords(db, [
    ...new Set(heads.map(({ movie }) => folderOfFilm(movie.filePath))),
  ]);
  return heads.flatMap(({ movie, library, collection }): FilmFacts[] => {
    const root = roots.find((each) => each.libraryId === library.id && movie.filePath.startsWith(`${each.path}/`));
    if (!root || movie.deletedAt !== null || movie.missingAt !== null) return [];
    const of = <T extends { movieId: number | null }>(rows: readonly T[]) =>
      rows.filter((row) => row.movieId === movie.id);
    const owned = <T extends { entityId: number }>(rows: readonly T[]) =>
      rows.filter((row) => row.entityId === movie.id);
    const ofSet = sets.inFolderOf({ movie, collection, root: root.path });
    const { id, version, publishedVersion, lastPublishedAt, title, filePath: path } = movie;
    return [
      {
        entityType: "movie",
        entityId: id,
        title,
        path,
        library,
        naming: namingOf(library),
        root: root.path,
        roots: roots.filter((each) => each.libraryId === library.id).map((each) => each.path),
        media: new Set([path, ...of(tables.parts).map((part) => part.path)]),
        cachedHashes: new Set(owned(tables.cached).map(({ hash }) => hash)),
        lastPublishedAt,
        rows: [{ table: "movies", id, version, publishedVersion }],
        movie,
        collection,
        parts: of(tables.parts),
        streams: { video: of(tables.video), audio: of(tables.audio), subtitle: of(tables.subtitle) },
        ratings: owned(tables.ratings),
        cast: of(tables.cast),
        pictures: owned(tables.pictures),
        setPictures: sets.pictures.filter(({ entityId }) => entityId === collection?.id),
        setFolder: sets.folderOf({ movie, library, collection, root: root.path }),
        nfoRecords: [...owned(tables.nfoRecords), ...ofSet.nfos],
        imageRecords: [
          ...owned(tables.imageRecords),
          ...sets.recordsOf(movie.filePath),
          ...ofSet.images,
          ...portraitsIn(folderOfFilm(movie.filePath)),
        ],
        trailer: tables.trailers.get(movie.id) ?? { state: "none" },
        videoRecords: owned(tables.videoRecords),
        conflicts: owned(tables.conflicts),
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
    nfoRecords: await listNfoRecords(db, "movie", ids),
    imageRecords: await listImageRecords(db, "movie", ids),
    cached: await listCachedHashes(db, "movie", ids),
    trailers: await listChosenTrailers(db, { entityType: "movie", entityIds: ids }),
    videoRecords: await listVideoRecords(db, "movie", ids),
    conflicts: await listConflictRecords(db, { entityType: "movie", entityIds: ids }),
  };
}

function loadCast(db: Db, ids: number[]) {
  return db
    .select({
      movieId: movieActors.movieId,
      actorId: actors.id,
      name: actors.name,
      role: movieActors.role,
      imageUrl: actors.imageUrl,
      portrait: portraitColumns,
    })
    .from(movieActors)
    .innerJoin(actors, eq(actors.id, movieActors.actorId))
    .leftJoin(cacheImageFiles, isShownPortrait)
    .where(and(inArray(movieActors.movieId, ids), eq(movieActors.removed, false)))
    .orderBy(movieActors.movieId, movieActors.actorOrder, movieActors.id);
}

type FilmSet = Row<typeof collections>;
type Head = { movie: Row<typeof movies>; library: Row<typeof libraries>; collection: FilmSet | null };

/**
 * The pictures of the films' sets, and what lies of any set beside a film. That is known by its path: the film may be in
 * another set by now, or in none.
 */
async function loadSets(db: Db, heads: readonly Head[]) {
  const entityIds = [...new Set(heads.flatMap(({ collection }) => collection?.id ?? []))];
  const pathsOf = (filePath: string) => setPicturePaths(folderOfFilm(filePath));
  const paths = [...new Set(heads.flatMap(({ movie }) => pathsOf(movie.filePath)))];
  const records = await listImageRecordsAt(db, "collection", paths);
  const leads = await listLeads(db, entityIds);
  const sharers = await listSharers(db, heads);
  const inFolders = {
    images: (await listImageRecords(db, "collection", entityIds)).filter(({ kind }) => isInSetFolder(kind)),
    nfos: await listNfoRecords(db, "collection", entityIds),
  };
  return {
    folderOf: ({ movie, library, collection, root }: Head & { root: string }): string | undefined => {
      const name = setsFolderOf(library);
      if (name === undefined || !collection || !leads.has(movie.id) || sharers.has(keyOf(movie))) return undefined;
      return join(root, name, setFolderName(collection.name));
    },
    // Also what lies in the folder of a name the set had before, or in one that the library no longer has: it is stale.
    inFolderOf: ({ movie, collection, root }: Omit<Head, "library"> & { root: string }) => {
      const shared = collection && sharers.has(keyOf(movie)) ? setFolderName(collection.name) : undefined;
      const isOwn = <T extends { entityId: number }>(record: T, path: string) =>
        leads.has(movie.id) &&
        record.entityId === collection?.id &&
        isInside(root, path) &&
        basename(dirname(path)) !== shared;
      return {
        images: inFolders.images.filter((record) => isOwn(record, record.filePath)),
        nfos: inFolders.nfos.filter((record) => isOwn(record, record.path)),
      };
    },
    pictures: await listChosenPictures(db, { entityType: "collection", entityIds }),
    recordsOf: (filePath: string) => {
      const own = new Set(pathsOf(filePath));
      return records.filter((record) => own.has(record.filePath));
    },
  };
}

/** The name of the library's folder for sets; undefined where the player reads none, or none is wanted. */
function setsFolderOf(library: Row<typeof libraries>): string | undefined {
  return hasSetsFolder(namingOf(library)) ? readPublishing(library).setsFolder : undefined;
}

const isPublishedAlone = and(
  isNull(movies.deletedAt),
  isNull(movies.missingAt),
  eq(movies.monitored, true),
  inArray(movies.identificationStatus, ["identified", "enriched"]),
);

const keyOf = ({ libraryId, collectionId }: Pick<Head["movie"], "libraryId" | "collectionId">) =>
  `${libraryId} ${collectionId}`;

/**
 * Sets whose folder is that of an older one in their library: players know one set of a name, and two would overwrite each
 * other's files for ever.
 */
async function listSharers(db: Db, heads: readonly Head[]): Promise<Set<string>> {
  const libraryIds = heads.flatMap(({ library }) => (setsFolderOf(library) === undefined ? [] : [library.id]));
  if (libraryIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ libraryId: movies.libraryId, collectionId: collections.id, name: collections.name })
    .from(movies)
    .innerJoin(collections, eq(collections.id, movies.collectionId))
    .where(and(inArray(movies.libraryId, [...new Set(libraryIds)]), isPublishedAlone))
    .orderBy(asc(collections.id));
  const byFolder = Map.groupBy(rows, ({ libraryId, name }) => `${libraryId} ${setFolderName(name)}`);
  return new Set([...byFolder.values()].flatMap(([, ...others]) => others.map(keyOf)));
}

/** The film of each library that a set's own folder is published with: its first one that is published by itself. */
async function listLeads(db: Db, collectionIds: readonly number[]): Promise<Set<number>> {
  const rows = await inChunks(collectionIds, (ids) =>
    db
      .select({ movieId: min(movies.id) })
      .from(movies)
      .where(and(inArray(movies.collectionId, ids), isPublishedAlone))
      .groupBy(movies.collectionId, movies.libraryId),
  );
  return new Set(rows.flatMap(({ movieId }) => movieId ?? []));
}
