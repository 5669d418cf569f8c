import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { crew, episodeCrew, episodes, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { isByHand } from "#lib/editing/is-by-hand.ts";
import type { ChangeAuthor, EntityKind, Loaded, Write } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import { upsertCrew } from "#lib/people/upsert-people.ts";
import { episodeFields, labelOfSeriesField } from "./edit-vocabulary.ts";
import { episodeCrewJobs, listEpisodeNames } from "./list-names.ts";
import { nameOfEpisode } from "./name-of-episode.ts";
import { episodeLocks } from "./read-nfo.ts";

export type Episode = typeof episodes.$inferSelect;
export type LoadedEpisode = Loaded & { episode: Episode };

const listFields = ["directors", "writers"] as const;
/** Facts that follow the mapping to a provider's list. */
const factFields = ["displaySeason", "displayEpisode", "tmdbId", "tvdbId", "imdbId"] as const;
const valueColumns: readonly string[] = [
  ...Object.keys(episodeFields).filter((field) => !listFields.some((list) => list === field)),
  ...factFields,
];

export const isEpisodeField = (field: string): field is keyof typeof episodeFields =>
  Object.hasOwn(episodeFields, field);

/** Episodes, for what is the same for everything that is edited. */
export const episodeKind: EntityKind<LoadedEpisode> = {
  entityType: "episode",
  labelOf: labelOfSeriesField,
  lockOf: (field) => (isEpisodeField(field) ? episodeLocks[field] : undefined),
  isReversible: isEpisodeField,
  async list(db: Db, episodeIds) {
    const rows = await db
      .select({ episode: episodes, seriesTitle: series.title })
      .from(episodes)
      .innerJoin(series, eq(series.id, episodes.seriesId))
      .where(inArray(episodes.id, [...episodeIds]));
    return loadEpisodes(db, rows);
  },
  write: writeEpisodes,
};

/** Rows with the names of their people. */
export async function loadEpisodes(
  db: Db,
  rows: readonly { episode: Episode; seriesTitle: string }[],
): Promise<LoadedEpisode[]> {
  const namesOf = await listEpisodeNames(
    db,
    rows.map(({ episode }) => episode.id),
  );
  return rows.map(({ episode, seriesTitle }) => ({
    entityId: episode.id,
    name: nameOfEpisode({ ...episode, seriesTitle }),
    version: episode.version,
    values: {
      ...Object.fromEntries(valueColumns.map((column) => [column, Reflect.get(episode, column)])),
      ...namesOf(episode.id),
    },
    isLocked: (lock) => Reflect.get(episode, lock) === true,
    episode,
  }));
}

async function writeEpisodes(tx: Tx, writes: readonly Write<LoadedEpisode>[], author: ChangeAuthor): Promise<void> {
  const real = writes.filter(({ changes, columns = {} }) => changes.length + Object.keys(columns).length > 0);
  const rows = real.map(({ entity, changes, columns }) => ({
    id: entity.entityId,
    ...Object.fromEntries(
      changes.filter(({ field }) => !isListField(field)).map(({ field, newValue }) => [field, newValue]),
    ),
    ...columns,
    version: entity.version + 1,
    updatedAt: new Date(),
  }));
  await updateRows(tx, episodes, rows);
  await writeCrewLists(
    tx,
    real,
    isByHand({ source: author.source, userId: author.userId ?? null, jobId: author.jobId ?? null }),
  );
  await recordChanges(
    tx,
    "episode",
    real.map(({ entity, changes }) => ({ entityId: entity.entityId, changes })),
    author,
  );
}

const isListField = (field: string): field is (typeof listFields)[number] => listFields.some((list) => list === field);

/** Directors and writers: people who stay keep their jobs, the others go, and new ones are found by name. */
async function writeCrewLists(tx: Tx, writes: readonly Write<LoadedEpisode>[], byHand: boolean): Promise<void> {
  for (const field of listFields) {
    const { jobs, department } = episodeCrewJobs[field];
    const changed = new Map(
      writes.flatMap(({ entity, changes }) =>
        changes
          .filter((change) => change.field === field)
          .map(({ newValue }) => [entity.entityId, namesOf(newValue)] as const),
      ),
    );
    if (changed.size === 0) continue;
    const present = await inChunks([...changed.keys()], (chunk) =>
      tx
        .select({
          episodeId: episodeCrew.episodeId,
          crewId: episodeCrew.crewId,
          job: episodeCrew.job,
          department: episodeCrew.department,
          name: crew.name,
        })
        .from(episodeCrew)
        .innerJoin(crew, eq(crew.id, episodeCrew.crewId))
        .where(and(inArray(episodeCrew.episodeId, chunk), inArray(episodeCrew.job, [...jobs]))),
    );
    await dropCrew(
      tx,
      present.filter(({ episodeId, name }) => !changed.get(episodeId)?.includes(name)),
      jobs,
    );
    const kept = new Set(present.map(({ episodeId, name }) => `${episodeId} ${name}`));
    const added = [...changed].flatMap(([episodeId, names]) =>
      names
        .map((name, index) => ({ episodeId, name, sortOrder: index + 1 }))
        .filter((row) => !kept.has(`${episodeId} ${row.name}`)),
    );
    const idOf = await upsertCrew(
      tx,
      added.map(({ name }) => ({ name, tmdbId: null })),
    );
    const rows = added.map(({ episodeId, name, sortOrder }) => ({
      episodeId,
      crewId: idOf({ name, tmdbId: null }),
      job: jobs[0],
      department,
      sortOrder,
    }));
    // Those who stay move to their place in the list a person gave; a provider's order is written with its crew.
    const stayed = (byHand ? present : []).flatMap(({ name, ...row }) => {
      const index = changed.get(row.episodeId)?.indexOf(name) ?? -1;
      return index < 0 ? [] : [{ ...row, sortOrder: index + 1 }];
    });
    await bulkInsert(tx, episodeCrew, [...stayed, ...rows], {
      onConflict: { target: ["episodeId", "crewId", "job"], update: ["sortOrder"] },
    });
  }
}

/** One statement a person, for however many episodes they leave. */
async function dropCrew(
  tx: Tx,
  gone: readonly { episodeId: number; crewId: number }[],
  jobs: readonly string[],
): Promise<void> {
  for (const [crewId, rows] of Map.groupBy(gone, (row) => row.crewId)) {
    const ids = rows.map(({ episodeId }) => episodeId);
    await tx
      .delete(episodeCrew)
      .where(
        and(eq(episodeCrew.crewId, crewId), inArray(episodeCrew.episodeId, ids), inArray(episodeCrew.job, [...jobs])),
      );
  }
}

const namesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === "string") : [];
