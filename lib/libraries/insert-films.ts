import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import {
  extras,
  fieldChanges,
  libraryNfoFiles,
  mediaParts,
  movieActors,
  movies,
  subtitleStreams,
} from "#db/schema/index.ts";
import { upsertCollections } from "#lib/collections/upsert-collection.ts";
import { readMovieSet } from "#lib/movies/read-nfo.ts";
import { writeLists } from "#lib/movies/write-lists.ts";
import { type CastRow, castOfNfo } from "#lib/people/nfo-cast.ts";
import { upsertActors } from "#lib/people/upsert-people.ts";
import { insertRatings } from "#lib/ratings/insert-ratings.ts";
import type { FilmDraft } from "./film-draft.ts";
import type { FilmReading, FoundFilm } from "./found-film.ts";

export type InsertedFilm = { movieId: number; draft: FilmDraft };

/** Adds films that were never seen before, with everything their names and NFO files say, in a handful of queries. */
export async function insertFilms(
  tx: Tx,
  params: { drafts: FilmDraft[]; jobId: number | null },
): Promise<InsertedFilm[]> {
  const { drafts, jobId } = params;
  if (drafts.length === 0) return [];
  const collectionOf = await setsOf(tx, drafts);
  const rows = drafts.map(({ row, reading }) => ({ ...row, collectionId: collectionOf(reading) }));
  const made = await bulkInsert(tx, movies, rows, { returning: ["id", "filePath"] });
  const idOf = new Map(made.map((row) => [row.filePath, row.id]));
  const inserted = drafts.map((draft) => {
    const movieId = idOf.get(draft.row.filePath);
    if (movieId === undefined) throw new Error(`The film ${draft.row.filePath} was not kept.`);
    return { movieId, draft };
  });
  await writeLists(
    tx,
    inserted.map(({ movieId, draft }) => ({ movieId, lists: draft.lists })),
    { areNew: true },
  );
  await insertFiles(
    tx,
    inserted.map(({ movieId, draft }) => ({ movieId, film: draft.reading.film })),
  );
  await insertCast(
    tx,
    inserted.map(({ movieId, draft }) => ({ movieId, cast: castOfNfo(draft.reading.nfo?.entity?.actors ?? []) })),
  );
  await insertRatings(tx, {
    entityType: "movie",
    items: inserted.map(({ movieId, draft }) => ({
      entityId: movieId,
      ratings: draft.reading.nfo?.entity?.ratings ?? [],
    })),
  });
  await bulkInsert(
    tx,
    libraryNfoFiles,
    inserted.flatMap(({ movieId, draft }) => nfoRows(movieId, draft.reading)),
  );
  await bulkInsert(
    tx,
    fieldChanges,
    inserted.flatMap(({ movieId, draft }) =>
      draft.sources.map(({ source, values }) => ({
        entityType: "movie",
        entityId: movieId,
        field: "*",
        newValue: values,
        source,
        jobId,
      })),
    ),
  );
  return inserted;
}

/** Media files, extras and external subtitles of films that have none recorded. */
export async function insertFiles(tx: Tx, found: { movieId: number; film: FoundFilm }[]): Promise<void> {
  await bulkInsert(
    tx,
    mediaParts,
    found.flatMap(({ movieId, film }) =>
      film.media.map((media) => ({
        movieId,
        kind: media.kind,
        path: media.file.path,
        partNumber: media.partNumber,
        edition: media.edition,
        resolution: media.resolution,
        sizeBytes: media.file.sizeBytes,
        modifiedMs: media.file.mtimeMs,
        inode: String(media.file.inode),
        probeKey: null,
        partialHash: null,
      })),
    ),
    // A path that was another film's: it goes over with its row, and its streams are read for the new one.
    {
      onConflict: {
        target: ["path"],
        update: [
          "movieId",
          "kind",
          "partNumber",
          "edition",
          "resolution",
          "sizeBytes",
          "modifiedMs",
          "inode",
          "probeKey",
          "partialHash",
        ],
      },
    },
  );
  await bulkInsert(
    tx,
    subtitleStreams,
    found.flatMap(({ movieId, film }) =>
      film.subtitles.map(({ file, codec, language, title, isForced, isDefault, isSdh }) => ({
        movieId,
        filePath: file.path,
        isExternal: true,
        codec,
        language,
        title: title ?? (isSdh ? "SDH" : null),
        isForced,
        isDefault,
      })),
    ),
  );
  await bulkInsert(
    tx,
    extras,
    found.flatMap(({ movieId, film }) =>
      film.extras.map(({ file, kind }) => ({
        movieId,
        kind,
        path: file.path,
        title: file.name,
        sizeBytes: file.sizeBytes,
        modifiedMs: file.mtimeMs,
      })),
    ),
    { onConflict: "ignore" },
  );
}

async function insertCast(tx: Tx, films: { movieId: number; cast: CastRow[] }[]): Promise<void> {
  const people = films.flatMap(({ cast }) => cast.map(({ name, imageUrl }) => ({ name, tmdbId: null, imageUrl })));
  if (people.length === 0) return;
  const idOf = await upsertActors(tx, people);
  const rows = films.flatMap(({ movieId, cast }) =>
    cast.map(({ name, role, order }) => ({ movieId, actorId: idOf({ name, tmdbId: null }), role, actorOrder: order })),
  );
  await bulkInsert(tx, movieActors, rows, { onConflict: "ignore" });
}

/** The record of an NFO that was read: what it said, and what Metarr does not know and keeps. */
export function nfoRows(movieId: number, { nfo }: FilmReading) {
  if (!nfo) return [];
  return [
    {
      entityType: "movie" as const,
      entityId: movieId,
      path: nfo.file.path,
      hash: nfo.hash,
      sizeBytes: nfo.file.sizeBytes,
      modifiedMs: nfo.file.mtimeMs,
      snapshot: nfo.entity ?? null,
      kept: nfo.kept ?? null,
      readAt: new Date(),
    },
  ];
}

async function setsOf(tx: Tx, drafts: FilmDraft[]): Promise<(reading: FilmReading) => number | null> {
  const setOf = ({ nfo }: FilmReading) => (nfo?.entity ? readMovieSet(nfo.entity) : undefined);
  const sets = drafts.flatMap(({ reading }) => setOf(reading) ?? []);
  const idOf = await upsertCollections(tx, sets);
  return (reading) => {
    const set = setOf(reading);
    return (set && idOf(set)) ?? null;
  };
}
