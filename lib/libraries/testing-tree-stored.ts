import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  collections,
  episodes,
  extras,
  mediaParts,
  movies,
  seasons,
  series,
  subtitleStreams,
  unknownFiles,
} from "#db/schema/index.ts";
import type { Library } from "./libraries.ts";
import { numbersWord, words } from "./testing-tree.ts";
import { type FilmContent, filmLine, type ShowContent, sorted } from "./testing-tree-expected.ts";

type Place = { library: Library; root: string };

const below = (root: string, path: string | null) => (path ?? "").slice(root.length + 1);
const mediaWord = ({ kind, partNumber, resolution, edition }: typeof mediaParts.$inferSelect) =>
  words([kind === "part" ? `part ${partNumber}` : "version", resolution]) + (edition === null ? "" : `: ${edition}`);
const subtitleWord = ({ codec, language, isForced, isDefault, title }: typeof subtitleStreams.$inferSelect) =>
  words([codec, language, isForced && "forced", isDefault && "default", title]);

async function unknownOf(db: Db, { library, root }: Place): Promise<string[]> {
  const rows = await db.select().from(unknownFiles).where(eq(unknownFiles.libraryId, library.id));
  return rows.map(({ path, kind }) => `${below(root, path)} | ${kind}`);
}

/** What the database holds of a library of films, in the lines of the tree's table. */
export async function storedFilms(db: Db, place: Place): Promise<FilmContent> {
  const { library, root } = place;
  const rows = await db
    .select({ movie: movies, collection: collections.name })
    .from(movies)
    .leftJoin(collections, eq(collections.id, movies.collectionId))
    .where(eq(movies.libraryId, library.id));
  const mainOf = new Map(rows.map(({ movie }) => [movie.id, below(root, movie.filePath)]));
  const of = (movieId: number | null) => ` of ${mainOf.get(movieId ?? 0)}`;
  const isOurs = ({ movieId }: { movieId: number | null }) => mainOf.has(movieId ?? 0);
  return sorted({
    films: rows.map(({ movie, collection }) => filmLine({ ...movie, path: below(root, movie.filePath), collection })),
    media: (await db.select().from(mediaParts))
      .filter(isOurs)
      .map((row) => `${below(root, row.path)} | ${mediaWord(row)}${of(row.movieId)}`),
    subtitles: (await db.select().from(subtitleStreams))
      .filter(isOurs)
      .map((row) => `${below(root, row.filePath)} | ${subtitleWord(row)}${of(row.movieId)}`),
    extras: (await db.select().from(extras))
      .filter(isOurs)
      .map((row) => `${below(root, row.path)} | ${row.kind}${of(row.movieId)}`),
    unknown: await unknownOf(db, place),
  });
}

/** The same of a library of series. */
export async function storedShows(db: Db, place: Place): Promise<ShowContent> {
  const { library, root } = place;
  const shows = await db.select().from(series).where(eq(series.libraryId, library.id));
  const folderOf = new Map(shows.map((show) => [show.id, below(root, show.directoryPath)]));
  const rows = (await db.select().from(episodes)).filter(({ seriesId }) => folderOf.has(seriesId));
  const word = ({ seriesId, seasonNumber, episodeNumber }: (typeof rows)[number]) =>
    `${folderOf.get(seriesId)} ${numbersWord(seasonNumber, [episodeNumber])}`;
  const wordById = new Map(rows.map((row) => [row.id, word(row)]));
  const isOurs = ({ episodeId }: { episodeId: number | null }) => wordById.has(episodeId ?? 0);
  const of = (episodeId: number | null) => ` of ${wordById.get(episodeId ?? 0)}`;
  return sorted({
    series: shows.map((show) =>
      words([`${below(root, show.directoryPath)} |`, show.title, show.year, show.tvdbId, show.tmdbId]),
    ),
    seasons: (await db.select().from(seasons))
      .filter(({ seriesId }) => folderOf.has(seriesId))
      .map(({ seriesId, seasonNumber, title }) => words([`${folderOf.get(seriesId)} | ${seasonNumber}`, title])),
    episodes: rows.map((row) => words([`${word(row)} ${row.numbering} |`, below(root, row.filePath), row.title])),
    media: (await db.select().from(mediaParts))
      .filter(isOurs)
      .map(
        (row) =>
          `${below(root, row.path)} | ${mediaWord({ ...row, resolution: null, edition: null })}${of(row.episodeId)}`,
      ),
    subtitles: (await db.select().from(subtitleStreams))
      .filter(isOurs)
      .map((row) => `${below(root, row.filePath)} | ${subtitleWord(row)}${of(row.episodeId)}`),
    extras: (await db.select().from(extras))
      .filter(({ seriesId }) => folderOf.has(seriesId ?? 0))
      .map((row) => `${below(root, row.path)} | ${row.kind} of ${folderOf.get(row.seriesId ?? 0)}`),
    unknown: await unknownOf(db, place),
  });
}
