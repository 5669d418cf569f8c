import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { actors, collections, libraries, movies, series } from "#db/schema/index.ts";

/** What a job is about, as people know it. */
export type JobSubject = { name: string; href: string | null };

type About = { entityType: string | null; entityId: number | null };

/** Names of what these jobs work on, by `entityType:entityId`, in a query a kind. What is gone has no name. */
export async function nameSubjects(db: Db, jobs: readonly About[]): Promise<Map<string, JobSubject>> {
  const idsOf = (type: string) => [
    ...new Set(jobs.flatMap((job) => (job.entityType === type && job.entityId !== null ? [job.entityId] : []))),
  ];
  const [movieIds, seriesIds, libraryIds, actorIds, setIds] = [
    idsOf("movie"),
    idsOf("series"),
    idsOf("library"),
    idsOf("actor"),
    idsOf("collection"),
  ];
  const [films, shows, shelves, people, sets] = await Promise.all([
    movieIds.length === 0
      ? []
      : db
          .select({ id: movies.id, title: movies.title, year: movies.year })
          .from(movies)
          .where(inArray(movies.id, movieIds)),
    seriesIds.length === 0
      ? []
      : db.select({ id: series.id, name: series.title }).from(series).where(inArray(series.id, seriesIds)),
    libraryIds.length === 0
      ? []
      : db.select({ id: libraries.id, name: libraries.name }).from(libraries).where(inArray(libraries.id, libraryIds)),
    actorIds.length === 0
      ? []
      : db.select({ id: actors.id, name: actors.name }).from(actors).where(inArray(actors.id, actorIds)),
    setIds.length === 0
      ? []
      : db
          .select({ id: collections.id, name: collections.name })
          .from(collections)
          .where(inArray(collections.id, setIds)),
  ]);
  return new Map<string, JobSubject>([
    ...films.map(({ id, title, year }): [string, JobSubject] => [
      `movie:${id}`,
      { name: year === null ? title : `${title} (${year})`, href: `/movies/${id}` },
    ]),
    ...shows.map(({ id, name }): [string, JobSubject] => [`series:${id}`, { name, href: `/series/${id}` }]),
    ...shelves.map(({ id, name }): [string, JobSubject] => [`library:${id}`, { name, href: null }]),
    ...people.map(({ id, name }): [string, JobSubject] => [`actor:${id}`, { name, href: `/people/${id}` }]),
    ...sets.map(({ id, name }): [string, JobSubject] => [`collection:${id}`, { name, href: `/collections/${id}` }]),
  ]);
}

export const subjectOf = (subjects: ReadonlyMap<string, JobSubject>, job: About): JobSubject | null =>
  subjects.get(`${job.entityType}:${job.entityId}`) ?? null;
