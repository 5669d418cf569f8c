import { and, asc, desc, eq, gt, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { actors, cacheImageFiles, crew, episodeActors, episodeCrew, episodes, ratings } from "#db/schema/index.ts";

type Place = { seriesId: number; seasonNumber: number; episodeNumber: number };

const numbers = {
  seasonNumber: episodes.seasonNumber,
  episodeNumber: episodes.episodeNumber,
  absoluteNumber: episodes.absoluteNumber,
  airDate: episodes.airDate,
  numbering: episodes.numbering,
  title: episodes.title,
};

/** The episode with these numbers; undefined when there is none, or it was removed. */
export async function findEpisode(db: Db, { seriesId, seasonNumber, episodeNumber }: Place) {
  const [found] = await db
    .select({
      episodeId: episodes.id,
      ...numbers,
      filePath: episodes.filePath,
      displaySeason: episodes.displaySeason,
      displayEpisode: episodes.displayEpisode,
      plot: episodes.plot,
      runtimeMinutes: episodes.runtimeMinutes,
      missingAt: episodes.missingAt,
      thumbHash: cacheImageFiles.fileHash,
      thumbThumbhash: cacheImageFiles.thumbhash,
    })
    .from(episodes)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, episodes.thumbnailId))
    .where(
      and(
        eq(episodes.seriesId, seriesId),
        eq(episodes.seasonNumber, seasonNumber),
        eq(episodes.episodeNumber, episodeNumber),
        isNull(episodes.deletedAt),
      ),
    );
  return found;
}
export type Episode = NonNullable<Awaited<ReturnType<typeof findEpisode>>>;

/** All episodes that lie in this file, in order. The streams hang on one of them. */
export function listFileEpisodes(db: Db, filePath: string) {
  return db
    .select({ episodeId: episodes.id, ...numbers })
    .from(episodes)
    .where(and(eq(episodes.filePath, filePath), isNull(episodes.deletedAt)))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber));
}

/** The episodes before and after one, across seasons; specials have only specials beside them. */
export async function getNeighbours(db: Db, { seriesId, seasonNumber, episodeNumber }: Place) {
  const at = sql`(${episodes.seasonNumber}, ${episodes.episodeNumber})`;
  const beside = (place: SQL, direction: typeof asc | typeof desc) =>
    db
      .select(numbers)
      .from(episodes)
      .where(
        and(
          eq(episodes.seriesId, seriesId),
          isNull(episodes.deletedAt),
          isNull(episodes.missingAt),
          seasonNumber === 0 ? eq(episodes.seasonNumber, 0) : gt(episodes.seasonNumber, 0),
          place,
        ),
      )
      .orderBy(direction(episodes.seasonNumber), direction(episodes.episodeNumber))
      .limit(1);
  const [[previous], [next]] = await Promise.all([
    beside(sql`${at} < (${seasonNumber}, ${episodeNumber})`, desc),
    beside(sql`${at} > (${seasonNumber}, ${episodeNumber})`, asc),
  ]);
  return { previous: previous ?? null, next: next ?? null };
}

/** Who is in an episode and who made it, and how it is rated. */
export async function getEpisodeCredits(db: Db, episodeId: number) {
  const [cast, behind, scores] = await Promise.all([
    db
      .select({ actorId: actors.id, name: actors.name, imageHash: actors.imageHash, role: episodeActors.role })
      .from(episodeActors)
      .innerJoin(actors, eq(actors.id, episodeActors.actorId))
      .where(eq(episodeActors.episodeId, episodeId))
      .orderBy(asc(episodeActors.sortOrder), asc(actors.id)),
    db
      .select({ crewId: crew.id, name: crew.name, job: episodeCrew.job, department: episodeCrew.department })
      .from(episodeCrew)
      .innerJoin(crew, eq(crew.id, episodeCrew.crewId))
      .where(eq(episodeCrew.episodeId, episodeId))
      .orderBy(asc(episodeCrew.sortOrder), asc(episodeCrew.crewId)),
    db
      .select({ source: ratings.source, value: ratings.value, max: ratings.max, votes: ratings.votes })
      .from(ratings)
      .where(and(eq(ratings.entityType, "episode"), eq(ratings.entityId, episodeId), ne(ratings.max, 0)))
      .orderBy(desc(ratings.isDefault), asc(ratings.source)),
  ]);
  return { cast, crew: behind, ratings: scores };
}
