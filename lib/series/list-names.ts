import { asc, eq, inArray } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import {
  countries,
  crew,
  episodeCrew,
  genres,
  networks,
  seriesCountries,
  seriesGenres,
  seriesNetworks,
  seriesStudios,
  seriesTags,
  studios,
  tags,
} from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";

/** Lists of names by owner. */
type Names = Map<number, string[]>;

/** The lists of any number of series in their order, in one query a list. */
export async function listSeriesNames(db: Db, seriesIds: readonly number[]) {
  const [genreNames, studioNames, countryNames, tagNames, networkNames] = await Promise.all([
    read(db, seriesIds, {
      table: seriesGenres,
      owner: seriesGenres.seriesId,
      order: seriesGenres.sortOrder,
      key: seriesGenres.genreId,
      of: genres,
    }),
    read(db, seriesIds, {
      table: seriesStudios,
      owner: seriesStudios.seriesId,
      order: seriesStudios.sortOrder,
      key: seriesStudios.studioId,
      of: studios,
    }),
    read(db, seriesIds, {
      table: seriesCountries,
      owner: seriesCountries.seriesId,
      order: seriesCountries.sortOrder,
      key: seriesCountries.countryId,
      of: countries,
    }),
    read(db, seriesIds, {
      table: seriesTags,
      owner: seriesTags.seriesId,
      order: seriesTags.sortOrder,
      key: seriesTags.tagId,
      of: tags,
    }),
    read(db, seriesIds, {
      table: seriesNetworks,
      owner: seriesNetworks.seriesId,
      order: seriesNetworks.sortOrder,
      key: seriesNetworks.networkId,
      of: networks,
    }),
  ]);
  return (seriesId: number) => ({
    genres: genreNames.get(seriesId) ?? [],
    studios: studioNames.get(seriesId) ?? [],
    countries: countryNames.get(seriesId) ?? [],
    tags: tagNames.get(seriesId) ?? [],
    networks: networkNames.get(seriesId) ?? [],
  });
}

type Named = typeof genres | typeof studios | typeof countries | typeof tags | typeof networks;
type Junction = { table: PgTable; owner: PgColumn; order: PgColumn; key: PgColumn; of: Named };

async function read(db: Db, seriesIds: readonly number[], { table, owner, order, key, of }: Junction): Promise<Names> {
  const rows = await db
    .select({ ownerId: owner, name: of.name })
    .from(table)
    .innerJoin(of, eq(of.id, key))
    .where(inArray(owner, [...seriesIds]))
    .orderBy(asc(order), asc(of.name));
  return grouped(rows.map(({ ownerId, name }) => ({ ownerId: Number(ownerId), name })));
}

/** TMDB's words for the crew behind each list of an episode, the first for a name that came without a job. */
export const episodeCrewJobs = {
  directors: { jobs: ["Director"], department: "Directing" },
  writers: { jobs: ["Writer", "Screenplay", "Story", "Teleplay"], department: "Writing" },
} as const;

/** Directors and writers of any number of episodes, each name once, in their order. */
export async function listEpisodeNames(db: Db, episodeIds: readonly number[]) {
  const rows = await inChunks(episodeIds, (chunk) =>
    db
      .select({ ownerId: episodeCrew.episodeId, name: crew.name, job: episodeCrew.job })
      .from(episodeCrew)
      .innerJoin(crew, eq(crew.id, episodeCrew.crewId))
      .where(inArray(episodeCrew.episodeId, chunk))
      .orderBy(asc(episodeCrew.sortOrder), asc(episodeCrew.crewId)),
  );
  const withJob = (jobs: readonly string[]) => grouped(rows.filter(({ job }) => jobs.includes(job)));
  const directors = withJob(episodeCrewJobs.directors.jobs);
  const writers = withJob(episodeCrewJobs.writers.jobs);
  return (episodeId: number) => ({
    directors: directors.get(episodeId) ?? [],
    writers: writers.get(episodeId) ?? [],
  });
}

function grouped(rows: readonly { ownerId: number; name: string }[]): Names {
  const names: Names = new Map();
  for (const { ownerId, name } of rows) {
    const known = names.get(ownerId) ?? [];
    if (!known.includes(name)) known.push(name);
    names.set(ownerId, known);
  }
  return names;
}
