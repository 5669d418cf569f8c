import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodeCrew, episodes, movieCrew, movies, series, seriesCrew } from "#db/schema/index.ts";
import type { CreditPlace } from "./choose-credits.ts";

/** A film, series or episode somebody worked on, with all their jobs there. */
export type CrewPlace = CreditPlace & {
  title: string;
  year: number | null;
  /** Of the series `title`; null for a film or a series as a whole. */
  episode: { seasonNumber: number; episodeNumber: number; airDate: string | null; title: string | null } | null;
  jobs: string[];
};

/** Everything somebody behind the camera worked on, each once, episodes one by one. */
export async function listCrewPlaces(db: Db, crewId: number): Promise<CrewPlace[]> {
  const [films, shows, single] = await Promise.all([
    db
      .select({ entityId: movies.id, title: movies.title, year: movies.year, job: movieCrew.job })
      .from(movieCrew)
      .innerJoin(movies, and(eq(movies.id, movieCrew.movieId), isNull(movies.deletedAt)))
      .where(eq(movieCrew.crewId, crewId))
      .orderBy(asc(movies.title), asc(movies.id), asc(movieCrew.job)),
    db
      .select({ entityId: series.id, title: series.title, year: series.year, job: seriesCrew.job })
      .from(seriesCrew)
      .innerJoin(series, and(eq(series.id, seriesCrew.seriesId), isNull(series.deletedAt)))
      .where(eq(seriesCrew.crewId, crewId))
      .orderBy(asc(series.title), asc(series.id), asc(seriesCrew.job)),
    db
      .select({
        entityId: episodes.id,
        title: series.title,
        job: episodeCrew.job,
        episode: {
          seasonNumber: episodes.seasonNumber,
          episodeNumber: episodes.episodeNumber,
          airDate: episodes.airDate,
          title: episodes.title,
        },
      })
      .from(episodeCrew)
      .innerJoin(episodes, and(eq(episodes.id, episodeCrew.episodeId), isNull(episodes.deletedAt)))
      .innerJoin(series, and(eq(series.id, episodes.seriesId), isNull(series.deletedAt)))
      .where(eq(episodeCrew.crewId, crewId))
      .orderBy(asc(series.title), asc(series.id), asc(episodes.seasonNumber), asc(episodes.episodeNumber)),
  ]);
  const rows = [
    ...films.map((row) => ({ ...row, entityType: "movie" as const, episode: null })),
    ...shows.map((row) => ({ ...row, entityType: "series" as const, episode: null })),
    ...single.map((row) => ({ ...row, entityType: "episode" as const, year: null })),
  ];
  const places = Map.groupBy(rows, ({ entityType, entityId }) => `${entityType} ${entityId}`);
  return [...places.values()].flatMap((of) => {
    const [first] = of;
    if (first === undefined) return [];
    const { job: _job, ...place } = first;
    return [{ ...place, jobs: of.map(({ job }) => job) }];
  });
}
