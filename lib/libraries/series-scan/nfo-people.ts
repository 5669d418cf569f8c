import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { episodeActors, episodeCrew, seriesActors } from "#db/schema/index.ts";
import type { NfoActor, NfoEntity } from "#lib/files/nfo/types.ts";
import { castOfNfo, crewOfNfo } from "#lib/people/nfo-cast.ts";
import { upsertActors, upsertCrew } from "#lib/people/upsert-people.ts";

/** People of an NFO in the order it names them. */
export type NfoPeople = Pick<NfoEntity, "actors" | "directors" | "writers">;

/** Gives series that have no cast the one of their NFO. */
export async function insertShowCast(
  tx: Tx,
  shows: readonly { seriesId: number; actors: readonly NfoActor[] }[],
): Promise<void> {
  const cast = shows.flatMap(({ seriesId, actors }) => castOfNfo(actors).map((row) => ({ seriesId, ...row })));
  if (cast.length === 0) return;
  const person = ({ name, imageUrl }: (typeof cast)[number]) => ({ name, tmdbId: null, imageUrl });
  const idOf = await upsertActors(tx, cast.map(person));
  await bulkInsert(
    tx,
    seriesActors,
    cast.map((row) => ({ seriesId: row.seriesId, actorId: idOf(person(row)), role: row.role, actorOrder: row.order })),
    { onConflict: "ignore" },
  );
}

const crewJobs = [
  { field: "directors", job: "Director", department: "Directing" },
  { field: "writers", job: "Writer", department: "Writing" },
] as const;

/** Gives episodes that have none the cast and crew of their NFO. */
export async function insertPeople(
  tx: Tx,
  items: readonly { entityId: number; entity: NfoPeople | null }[],
): Promise<void> {
  const cast = items.flatMap(({ entityId, entity }) =>
    castOfNfo(entity?.actors ?? []).map((row) => ({ episodeId: entityId, ...row })),
  );
  if (cast.length > 0) {
    const person = ({ name, imageUrl }: (typeof cast)[number]) => ({ name, tmdbId: null, imageUrl });
    const idOf = await upsertActors(tx, cast.map(person));
    const rows = cast.map((row) => ({
      episodeId: row.episodeId,
      actorId: idOf(person(row)),
      role: row.role,
      sortOrder: row.order,
    }));
    await bulkInsert(tx, episodeActors, rows, { onConflict: "ignore" });
  }
  const people = items.flatMap(({ entityId, entity }) =>
    crewJobs.flatMap(({ field, job, department }) =>
      crewOfNfo(entity?.[field] ?? []).map((name, index) => ({
        episodeId: entityId,
        name,
        job,
        department,
        sortOrder: index + 1,
      })),
    ),
  );
  if (people.length === 0) return;
  const idOf = await upsertCrew(
    tx,
    people.map(({ name }) => ({ name, tmdbId: null })),
  );
  await bulkInsert(
    tx,
    episodeCrew,
    people.map(({ name, ...row }) => ({ ...row, crewId: idOf({ name, tmdbId: null }) })),
    { onConflict: "ignore" },
  );
}
