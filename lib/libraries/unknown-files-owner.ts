import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodes, libraries, movies, seasons, series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { nameOfEpisode } from "#lib/series/name-of-episode.ts";
import type { AssignOwner, OwnerType } from "./unknown-files-vocabulary.ts";

/** Who a file is assigned to. `seriesId`: null for films. */
export type FoundOwner = AssignOwner & { title: string; libraryType: string; seriesId: number | null };

const nouns = {
  movie: "film",
  series: "series",
  season: "season",
  episode: "episode",
} as const satisfies Record<OwnerType, string>;

/** Throws not_found for an owner that is gone or was removed, by itself, with its series or with its library. */
export async function getOwnerOfFile(tx: Tx, owner: AssignOwner): Promise<FoundOwner> {
  const found = await findOwnerOfFile(tx, owner);
  if (!found) throw new AppError("not_found", `This ${nouns[owner.entityType]} is no longer in Metarr.`);
  return found;
}

/** undefined for one that is gone or was removed. */
export async function findOwnerOfFile(tx: Tx, owner: AssignOwner): Promise<FoundOwner | undefined> {
  const row = await finders[owner.entityType](tx, owner.entityId);
  return row && { ...owner, ...row };
}

type Found = Omit<FoundOwner, keyof AssignOwner>;
const finders = {
  movie: findMovie,
  series: findShow,
  season: findSeason,
  episode: findEpisode,
} as const satisfies Record<OwnerType, (tx: Tx, entityId: number) => Promise<Found | undefined>>;

async function findMovie(tx: Tx, movieId: number): Promise<Found | undefined> {
  const [row] = await tx
    .select({ title: movies.title, libraryType: libraries.type })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(and(eq(movies.id, movieId), isNull(movies.deletedAt), isNull(libraries.deletedAt)));
  return row && { ...row, seriesId: null };
}

async function findShow(tx: Tx, seriesId: number): Promise<Found | undefined> {
  const [row] = await tx
    .select({ title: series.title, libraryType: libraries.type, seriesId: series.id })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .where(and(eq(series.id, seriesId), isNull(series.deletedAt), isNull(libraries.deletedAt)));
  return row;
}

async function findSeason(tx: Tx, seasonId: number): Promise<Found | undefined> {
  const [row] = await tx
    .select({ seriesId: seasons.seriesId, seasonNumber: seasons.seasonNumber })
    .from(seasons)
    .where(and(eq(seasons.id, seasonId), isNull(seasons.deletedAt)));
  const show = row && (await findShow(tx, row.seriesId));
  if (!show) return undefined;
  const name = row.seasonNumber === 0 ? "specials" : `season ${row.seasonNumber}`;
  return { ...show, title: `${show.title}, ${name}` };
}

async function findEpisode(tx: Tx, episodeId: number): Promise<Found | undefined> {
  const { seriesId, seasonNumber, episodeNumber } = episodes;
  const [row] = await tx
    .select({ seriesId, seasonNumber, episodeNumber })
    .from(episodes)
    .where(and(eq(episodes.id, episodeId), isNull(episodes.deletedAt)));
  const show = row && (await findShow(tx, row.seriesId));
  return show && { ...show, title: nameOfEpisode({ ...row, seriesTitle: show.title }) };
}
