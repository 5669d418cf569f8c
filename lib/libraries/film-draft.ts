import { basename, extname } from "node:path";
import type { movies } from "#db/schema/index.ts";
import { readNfoIds } from "#lib/files/nfo/meaning.ts";
import { type MovieLock, readMovieLocks, readMovieValues } from "#lib/movies/read-nfo.ts";
import type { MovieLists } from "#lib/movies/write-lists.ts";
import { titleColumns } from "#lib/sort-key.ts";
import type { FilmReading, FoundFilm } from "./found-film.ts";

export type MovieRow = typeof movies.$inferInsert;

/** A film that is not in the database yet: its row, and which source said what. */
export type FilmDraft = {
  reading: FilmReading;
  row: MovieRow;
  lists: MovieLists;
  /** First readings by source, for provenance. */
  sources: { source: "filename" | "nfo"; values: Record<string, unknown> }[];
};

type LibraryFacts = { id: number; region: string; language: string };

/** Columns that say which file a film is. */
export function fileColumns(film: FoundFilm) {
  return {
    filePath: film.main.path,
    fileName: film.main.name,
    fileSizeBytes: film.main.sizeBytes,
    fileModifiedAt: new Date(film.main.mtimeMs),
  };
}

/** Ids in names win over those in the NFO: people put them there to be obeyed. */
function idColumns({ film, nfo }: FilmReading) {
  const fromNfo = nfo?.entity ? readNfoIds(nfo.entity) : { tmdbId: null, imdbId: null, tvdbId: null };
  const { tmdb, imdb, tvdb } = film.name.ids;
  const named = tmdb !== null || imdb !== null || tvdb !== null;
  // An id from the name beside one from the NFO could be of two films: the name's stand alone then.
  return named ? { tmdbId: tmdb, imdbId: imdb, tvdbId: tvdb } : fromNfo;
}

/** What a film is called on the disk. */
export function namedValues({ name, main }: FoundFilm): { title: string; year?: number } {
  const title = name.title ?? basename(main.name, extname(main.name));
  return { title, ...(name.year === null ? {} : { year: name.year }) };
}

/** Builds the first row of a film from its name and its NFO. Pure. */
export function draftFilm(reading: FilmReading, library: LibraryFacts): FilmDraft {
  const { film, nfo } = reading;
  const fromName = namedValues(film);
  const fromNfo = nfo?.entity ? readMovieValues(nfo.entity, library.region) : {};
  const { genres, studios, countries, tags, directors, writers, collection: _collection, ...values } = fromNfo;
  const lists = defined({ genres, studios, countries, tags, directors, writers });
  const merged = { ...fromName, ...values };
  const titles = {
    title: merged.title,
    originalTitle: values.originalTitle ?? null,
    sortTitle: values.sortTitle ?? null,
  };
  const rating = nfo?.entity?.ratings.find((item) => item.default) ?? nfo?.entity?.ratings[0];
  const named = Object.keys(fromName).filter((field) => !(field in fromNfo));
  return {
    reading,
    lists,
    row: {
      libraryId: library.id,
      ...fileColumns(film),
      ...merged,
      ...titleColumns(titles),
      ...lists,
      ...idColumns(reading),
      ...locks(nfo?.entity ? readMovieLocks(nfo.entity) : []),
      rating: rating?.value ?? null,
      voteCount: rating?.votes ?? null,
      lastScannedAt: new Date(),
    },
    sources: [
      {
        source: "filename" as const,
        values: Object.fromEntries(Object.entries(fromName).filter(([field]) => named.includes(field))),
      },
      { source: "nfo" as const, values: { ...fromNfo, ...castOf(nfo?.entity?.actors ?? []) } },
    ].filter((item) => Object.keys(item.values).length > 0),
  };
}

/** The cast is a list like any other: where it came from decides whether a provider may replace it. */
function castOf(actors: readonly { name: string }[]): { cast?: string[] } {
  return actors.length > 0 ? { cast: actors.map(({ name }) => name) } : {};
}

function locks(names: MovieLock[]): Partial<Record<MovieLock, boolean>> {
  return Object.fromEntries(names.map((name) => [name, true]));
}

function defined<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
