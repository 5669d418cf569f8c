import { and, asc, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  actorAliases,
  actors,
  cacheImageFiles,
  episodeActors,
  episodeCrew,
  episodes,
  fieldChanges,
  movieActors,
  movieCrew,
  movies,
  series,
  seriesActors,
  seriesCrew,
  users,
} from "#db/schema/index.ts";

/** A film or series somebody is in. */
export type TitleCredit = {
  entityType: "movie" | "series";
  entityId: number;
  title: string;
  year: number | null;
  posterHash: string | null;
  posterThumbhash: string | null;
};
export type Role = TitleCredit & { role: string | null };
export type GuestRole = {
  episodeId: number;
  seriesId: number;
  seriesTitle: string;
  seasonNumber: number;
  episodeNumber: number;
  title: string | null;
  airDate: string | null;
  role: string | null;
};
/** A title with the jobs of one department; `episodes` for those done in single episodes. */
export type JobCredit = TitleCredit & { department: string; job: string; episodes: number | null };

const film = {
  entityId: movies.id,
  title: movies.title,
  year: movies.year,
  posterHash: cacheImageFiles.fileHash,
  posterThumbhash: cacheImageFiles.thumbhash,
};
const show = {
  entityId: series.id,
  title: series.title,
  year: series.year,
  posterHash: cacheImageFiles.fileHash,
  posterThumbhash: cacheImageFiles.thumbhash,
};
const newestFirst = [sql`coalesce(${movies.year}, 0) desc`, asc(movies.title)];
const newestShowsFirst = [sql`coalesce(${series.year}, 0) desc`, asc(series.title)];

/** Everything an actor is in: films and series newest first, and single episodes in their order. */
export async function listRoles(
  db: Db,
  actorId: number,
): Promise<{ films: Role[]; shows: Role[]; guests: GuestRole[] }> {
  const [films, shows, guests] = await Promise.all([
    db
      .select({ ...film, role: movieActors.role })
      .from(movieActors)
      .innerJoin(movies, and(eq(movies.id, movieActors.movieId), isNull(movies.deletedAt)))
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, movies.posterId))
      .where(and(eq(movieActors.actorId, actorId), eq(movieActors.removed, false)))
      .orderBy(...newestFirst),
    db
      .select({ ...show, role: seriesActors.role })
      .from(seriesActors)
      .innerJoin(series, and(eq(series.id, seriesActors.seriesId), isNull(series.deletedAt)))
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
      .where(and(eq(seriesActors.actorId, actorId), eq(seriesActors.removed, false)))
      .orderBy(...newestShowsFirst),
    db
      .select({
        episodeId: episodes.id,
        seriesId: series.id,
        seriesTitle: series.title,
        seasonNumber: episodes.seasonNumber,
        episodeNumber: episodes.episodeNumber,
        title: episodes.title,
        airDate: episodes.airDate,
        role: episodeActors.role,
      })
      .from(episodeActors)
      .innerJoin(episodes, and(eq(episodes.id, episodeActors.episodeId), isNull(episodes.deletedAt)))
      .innerJoin(series, and(eq(series.id, episodes.seriesId), isNull(series.deletedAt)))
      .where(eq(episodeActors.actorId, actorId))
      .orderBy(asc(series.title), asc(series.id), asc(episodes.seasonNumber), asc(episodes.episodeNumber)),
  ]);
  return {
    films: films.map((row) => ({ entityType: "movie", ...row })),
    shows: shows.map((row) => ({ entityType: "series", ...row })),
    guests,
  };
}

/** What people behind the camera did, newest first; episodes count by series. */
export async function listJobs(db: Db, crewIds: readonly number[]): Promise<JobCredit[]> {
  if (crewIds.length === 0) return [];
  const ids = [...crewIds];
  const [films, shows, single] = await Promise.all([
    db
      .select({ ...film, job: movieCrew.job, department: movieCrew.department })
      .from(movieCrew)
      .innerJoin(movies, and(eq(movies.id, movieCrew.movieId), isNull(movies.deletedAt)))
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, movies.posterId))
      .where(inArray(movieCrew.crewId, ids))
      .orderBy(...newestFirst, asc(movieCrew.job)),
    db
      .select({ ...show, job: seriesCrew.job, department: seriesCrew.department })
      .from(seriesCrew)
      .innerJoin(series, and(eq(series.id, seriesCrew.seriesId), isNull(series.deletedAt)))
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
      .where(inArray(seriesCrew.crewId, ids))
      .orderBy(...newestShowsFirst, asc(seriesCrew.job)),
    db
      .select({
        ...show,
        job: episodeCrew.job,
        department: episodeCrew.department,
        episodes: sql<number>`count(distinct ${episodes.id})`.mapWith(Number),
      })
      .from(episodeCrew)
      .innerJoin(episodes, and(eq(episodes.id, episodeCrew.episodeId), isNull(episodes.deletedAt)))
      .innerJoin(series, and(eq(series.id, episodes.seriesId), isNull(series.deletedAt)))
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, series.posterId))
      .where(inArray(episodeCrew.crewId, ids))
      .groupBy(series.id, cacheImageFiles.id, episodeCrew.job, episodeCrew.department)
      .orderBy(...newestShowsFirst, asc(episodeCrew.job)),
  ]);
  const others = "Others";
  return [
    ...films.map((row) => ({
      ...row,
      entityType: "movie" as const,
      department: row.department ?? others,
      episodes: null,
    })),
    ...shows.map((row) => ({
      ...row,
      entityType: "series" as const,
      department: row.department ?? others,
      episodes: null,
    })),
    ...single.map((row) => ({ ...row, entityType: "series" as const, department: row.department ?? others })),
  ];
}

/** The actor of the same TMDB id as somebody behind the camera. */
export async function findActorTwin(db: Db, tmdbId: number | null): Promise<number | undefined> {
  if (tmdbId === null) return undefined;
  const [row] = await db
    .select({ actorId: actors.id })
    .from(actors)
    .leftJoin(actorAliases, eq(actorAliases.actorId, actors.id))
    .where(or(eq(actors.tmdbId, tmdbId), eq(actorAliases.tmdbId, tmdbId)))
    .limit(1);
  return row?.actorId;
}

/** Who was merged into somebody and not taken back, newest first. */
export async function listMerges(db: Db, { entityType, entityId }: { entityType: "actor" | "crew"; entityId: number }) {
  const rows = await db
    .select({
      changeId: fieldChanges.id,
      name: fieldChanges.newValue,
      changedAt: fieldChanges.changedAt,
      username: users.username,
    })
    .from(fieldChanges)
    .leftJoin(users, eq(users.id, fieldChanges.userId))
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        eq(fieldChanges.entityId, entityId),
        eq(fieldChanges.field, "merge"),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    .orderBy(desc(fieldChanges.id));
  return rows.map(({ name, ...row }) => ({ ...row, name: typeof name === "string" ? name : "" }));
}
