import { basename, dirname } from "node:path";
import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, seasons, series } from "#db/schema/index.ts";
import { wholeNumbers } from "#lib/files/episode-file.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { readSeasonPicture } from "#lib/files/show-artwork-names.ts";

export type NearShow = {
  seriesId: number;
  title: string;
  year: number | null;
  libraryId: number;
  directoryPath: string;
};

/** A season by its number, and an episode of it. */
export type ShowPlace = { seasonNumber: number | null; episodeId: number | null };

const mostNear = 20;
const columns = {
  seriesId: series.id,
  title: series.title,
  year: series.year,
  libraryId: series.libraryId,
  directoryPath: series.directoryPath,
};
/** Shorter titles stand in too many names by chance. */
const shortestTitle = 4;

/** The series in whose folder a file lies, the innermost first; else those whose title stands in its path. */
export async function listNearShows(db: Db, file: { libraryId: number; path: string }): Promise<NearShow[]> {
  const inLibrary = and(eq(series.libraryId, file.libraryId), isNull(series.deletedAt));
  const around = await db
    .select(columns)
    .from(series)
    .where(and(inLibrary, inArray(series.directoryPath, foldersAbove(file.path))))
    .orderBy(sql`length(${series.directoryPath}) desc`, asc(series.id))
    .limit(mostNear);
  if (around.length > 0) return around;
  const words = `${basename(dirname(file.path))} ${basename(file.path)}`.toLowerCase().replaceAll(/[._]+/g, " ");
  return db
    .select(columns)
    .from(series)
    .where(
      and(
        inLibrary,
        sql`length(${series.title}) >= ${shortestTitle}`,
        sql`cast(${words} as text) like '%' || lower(${series.title}) || '%'`,
      ),
    )
    .orderBy(sql`length(${series.title}) desc`, asc(series.id))
    .limit(mostNear);
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) folders.push(folder);
  return folders;
}

/** Which season and episode the numbers in a path mean, as far as the series has them. */
export async function guessPlace(
  db: Db,
  { show, path }: { show: Pick<NearShow, "seriesId" | "directoryPath">; path: string },
): Promise<ShowPlace> {
  const folder = dirname(show.directoryPath);
  const named = parseName(path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : basename(path), {
    type: "tv",
  });
  const picture = readSeasonPicture(basename(path).replace(/\.[^.]+$/, ""))?.season;
  const seasonNumber = named.seasonNumber ?? (typeof picture === "number" ? picture : null);
  const [first] = wholeNumbers(named.episodeNumbers);
  const [absolute] = wholeNumbers(named.absoluteNumbers);
  const numbers = [
    seasonNumber === null || first === undefined
      ? undefined
      : and(eq(episodes.seasonNumber, seasonNumber), eq(episodes.episodeNumber, first)),
    absolute === undefined ? undefined : eq(episodes.absoluteNumber, absolute),
    named.airDate === null ? undefined : eq(episodes.airDate, named.airDate),
  ].filter((condition) => condition !== undefined);
  const [episode] =
    numbers.length === 0
      ? []
      : await db
          .select({ episodeId: episodes.id, seasonNumber: episodes.seasonNumber })
          .from(episodes)
          .where(and(eq(episodes.seriesId, show.seriesId), isNull(episodes.deletedAt), or(...numbers)))
          .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber))
          .limit(1);
  if (episode || seasonNumber === null) return episode ?? { seasonNumber, episodeId: null };
  const [season] = await db
    .select({ seasonNumber: seasons.seasonNumber })
    .from(seasons)
    .where(and(eq(seasons.seriesId, show.seriesId), eq(seasons.seasonNumber, seasonNumber), isNull(seasons.deletedAt)));
  return { seasonNumber: season?.seasonNumber ?? null, episodeId: null };
}
