import { and, asc, eq, gt, isNotNull, isNull, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, extras, mediaParts, movies, series, subtitleStreams, unknownFiles } from "#db/schema/index.ts";
import { isNotAssigned } from "./unknown-files-assigned.ts";

/** A file of a library that Metarr knows. `movieId` and `episodeFile` stand at what a film or episode cannot be without. */
export type KnownFile = {
  rowId: number;
  path: string | null;
  movieId: number | null;
  /** The main file of the episode whose video this is: the key of all episodes in it. */
  episodeFile: string | null;
};

export type Page = { after: number; libraryId: number | null };

/** How many rows a page has at most. */
export const pageSize = 5_000;

/** What is neither missing nor removed. A row belongs to a film, or to an episode or series: the other side is null. */
const isPresentFilm = (libraryId: number | null) =>
  and(
    isNotNull(movies.id),
    isNull(movies.deletedAt),
    isNull(movies.missingAt),
    libraryId === null ? undefined : eq(movies.libraryId, libraryId),
  );

const isPresentSeries = (libraryId: number | null) =>
  and(
    isNotNull(series.id),
    isNull(series.deletedAt),
    isNull(series.missingAt),
    libraryId === null ? undefined : eq(series.libraryId, libraryId),
  );

const isPresentEpisode = (libraryId: number | null) =>
  and(isPresentSeries(libraryId), isNull(episodes.deletedAt), isNull(episodes.missingAt));

const nobodys = { movieId: null, episodeFile: null };

/** Every place known files are listed in, each read in pages by its ids. A file is in one of them. */
export const knownFileReaders: readonly ((db: Db, page: Page) => Promise<KnownFile[]>)[] = [
  (db, { after, libraryId }) =>
    db
      .select({
        rowId: mediaParts.id,
        path: mediaParts.path,
        movieId: mediaParts.movieId,
        episodeFile: episodes.filePath,
      })
      .from(mediaParts)
      .leftJoin(movies, eq(movies.id, mediaParts.movieId))
      .leftJoin(episodes, eq(episodes.id, mediaParts.episodeId))
      .leftJoin(series, eq(series.id, episodes.seriesId))
      .where(and(gt(mediaParts.id, after), or(isPresentFilm(libraryId), isPresentEpisode(libraryId))))
      .orderBy(asc(mediaParts.id))
      .limit(pageSize),
  async (db, { after, libraryId }) => {
    const rows = await db
      .select({ rowId: extras.id, path: extras.path })
      .from(extras)
      .leftJoin(movies, eq(movies.id, extras.movieId))
      .leftJoin(series, eq(series.id, extras.seriesId))
      .where(
        and(gt(extras.id, after), or(isPresentFilm(libraryId), isPresentSeries(libraryId)), isNotAssigned(extras.path)),
      )
      .orderBy(asc(extras.id))
      .limit(pageSize);
    return rows.map((row) => ({ ...row, ...nobodys }));
  },
  async (db, { after, libraryId }) => {
    const rows = await db
      .select({ rowId: subtitleStreams.id, path: subtitleStreams.filePath })
      .from(subtitleStreams)
      .leftJoin(movies, eq(movies.id, subtitleStreams.movieId))
      .leftJoin(episodes, eq(episodes.id, subtitleStreams.episodeId))
      .leftJoin(series, eq(series.id, episodes.seriesId))
      .where(
        and(
          gt(subtitleStreams.id, after),
          eq(subtitleStreams.isExternal, true),
          or(isPresentFilm(libraryId), isPresentEpisode(libraryId)),
          isNotAssigned(subtitleStreams.filePath),
        ),
      )
      .orderBy(asc(subtitleStreams.id))
      .limit(pageSize);
    return rows.map((row) => ({ ...row, ...nobodys }));
  },
  async (db, { after, libraryId }) => {
    const rows = await db
      .select({ rowId: unknownFiles.id, path: unknownFiles.path })
      .from(unknownFiles)
      .where(and(gt(unknownFiles.id, after), libraryId === null ? undefined : eq(unknownFiles.libraryId, libraryId)))
      .orderBy(asc(unknownFiles.id))
      .limit(pageSize);
    return rows.map((row) => ({ ...row, ...nobodys }));
  },
];

/** Episodes with the file each lies in, in pages. Several rows share a file that holds several episodes. */
export function listKnownEpisodes(db: Db, { after, libraryId }: Page) {
  return db
    .select({ rowId: episodes.id, episodeFile: episodes.filePath, seriesId: episodes.seriesId })
    .from(episodes)
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(and(gt(episodes.id, after), isPresentEpisode(libraryId)))
    .orderBy(asc(episodes.id))
    .limit(pageSize);
}
