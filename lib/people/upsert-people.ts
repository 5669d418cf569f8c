import { eq, inArray, or } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { actorAliases, actors, crew, crewAliases } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { normalizeName } from "./normalize-name.ts";

export type Person = { name: string; tmdbId: number | null; imageUrl?: string | null };
/** Finds the row of a person that was passed in. */
export type PersonLookup = (person: Person) => number;

type Known = {
  id: number;
  key: string;
  tmdbId: number | null;
  /** For a name or id that leads to a person by a merge: that person's own id. */
  aliasOf?: { tmdbId: number | null };
};

/**
 * Finds or makes the rows of actors, in a handful of queries however many there are. A person is their TMDB id where it
 * is known, else their normalised name; both also lead to whom they were merged into. A nameless row that now gets its
 * TMDB id is taken over, not doubled.
 */
export async function upsertActors(tx: Tx, people: readonly Person[]): Promise<PersonLookup> {
  const find = lookUp(normalizeName, (called) => findActors(tx, called));
  return settle(people, normalizeName, find, {
    adopt: (rows) => bulkUpdate(tx, actors, rows),
    insert: (rows) =>
      bulkInsert(
        tx,
        actors,
        rows.map((person) => ({
          name: person.name.trim(),
          nameNormalized: normalizeName(person.name),
          tmdbId: person.tmdbId,
          imageUrl: person.imageUrl ?? null,
        })),
        { onConflict: "ignore", returning: ["id", "nameNormalized", "tmdbId"] },
      ).then((made) => made.map(({ id, nameNormalized, tmdbId }) => ({ id, key: nameNormalized, tmdbId }))),
  });
}

/** The same for people behind the camera, whose names are told apart as they are written. */
export async function upsertCrew(tx: Tx, people: readonly Person[]): Promise<PersonLookup> {
  const asWritten = (name: string) => name.trim();
  const find = lookUp(asWritten, (called) => findCrew(tx, called));
  return settle(people, asWritten, find, {
    adopt: (rows) => bulkUpdate(tx, crew, rows),
    insert: (rows) =>
      bulkInsert(
        tx,
        crew,
        rows.map((person) => ({ name: person.name.trim(), tmdbId: person.tmdbId })),
        { onConflict: "ignore", returning: ["id", "name", "tmdbId"] },
      ).then((made) => made.map(({ id, name, tmdbId }) => ({ id, key: name, tmdbId }))),
  });
}

type Finder = (called: Called) => Promise<Known[]>;
/** Names as they are compared, and ids. */
type Called = { names: string[]; tmdbIds: number[] };
type Writers = {
  adopt: (rows: { id: number; tmdbId: number }[]) => Promise<unknown>;
  /** Gives the rows that are new; those that another transaction made meanwhile are left out. */
  insert: (rows: Person[]) => Promise<Known[]>;
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const lookUp =
  (keyOf: (name: string) => string, find: Finder) =>
  (people: readonly Person[]): Promise<Known[]> =>
    inChunks(people, (chunk) =>
      find({
        names: unique(chunk.map((person) => keyOf(person.name))),
        tmdbIds: unique(chunk.flatMap((person) => (person.tmdbId === null ? [] : [person.tmdbId]))),
      }),
    );

async function settle(
  people: readonly Person[],
  keyOf: (name: string) => string,
  find: (people: readonly Person[]) => Promise<Known[]>,
  write: Writers,
): Promise<PersonLookup> {
  // Those with an id first: a bare name beside them then means the same person.
  const named = people
    .filter((person) => person.name.trim() !== "")
    .toSorted((a, b) => Number(a.tmdbId === null) - Number(b.tmdbId === null));
  const known = await find(named);
  let index = indexKnown(known);
  const adopted = new Map<number, number>();
  const missing = new Map<string, Person>();
  const missingNames = new Set<string>();
  for (const person of named) {
    if (resolve(index, person, keyOf) !== undefined) continue;
    const nameless = index.byName.get(keyOf(person.name));
    if (person.tmdbId !== null && nameless !== undefined && !adopted.has(nameless)) {
      adopted.set(nameless, person.tmdbId);
      index.byTmdb.set(person.tmdbId, nameless);
      index.byName.delete(keyOf(person.name));
    } else if (person.tmdbId !== null || !missingNames.has(keyOf(person.name))) {
      missing.set(person.tmdbId === null ? `name:${keyOf(person.name)}` : `id:${person.tmdbId}`, person);
      missingNames.add(keyOf(person.name));
    }
  }
  // In one order everywhere: two transactions that write the same people then never wait for each other.
  const taken = [...adopted].toSorted(([a], [b]) => a - b);
  if (taken.length > 0) await write.adopt(taken.map(([id, tmdbId]) => ({ id, tmdbId })));
  if (missing.size > 0) {
    const sorted = [...missing].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, person]) => person);
    const made = await write.insert(sorted);
    const isComplete = made.length === missing.size && adopted.size === 0;
    index = indexKnown(isComplete ? [...known, ...made] : await find(named));
  }
  return (person) => {
    const id = resolve(index, person, keyOf);
    if (id === undefined) throw new Error(`No row for ${person.name}.`);
    return id;
  };
}

type Index = {
  byTmdb: Map<number, number>;
  /** Those without an id. */
  byName: Map<string, number>;
  byAlias: Map<string, number>;
  anyByName: Map<string, number>;
};

function indexKnown(rows: Known[]): Index {
  const index: Index = { byTmdb: new Map(), byName: new Map(), byAlias: new Map(), anyByName: new Map() };
  const sorted = rows.toSorted((a, b) => a.id - b.id);
  for (const row of sorted.filter(({ aliasOf }) => aliasOf === undefined)) {
    if (row.tmdbId === null) index.byName.set(row.key, row.id);
    else index.byTmdb.set(row.tmdbId, row.id);
    if (!index.anyByName.has(row.key)) index.anyByName.set(row.key, row.id);
  }
  for (const { id, key, tmdbId, aliasOf } of sorted) {
    if (aliasOf === undefined) continue;
    if (tmdbId !== null && !index.byTmdb.has(tmdbId)) index.byTmdb.set(tmdbId, id);
    if (!index.byAlias.has(key)) index.byAlias.set(key, id);
    if (aliasOf.tmdbId === null && !index.byName.has(key)) index.byName.set(key, id);
  }
  return index;
}

/** Without an id, a name finds the row without one first, then whom it was merged into, then the oldest of that name. */
function resolve(index: Index, person: Person, keyOf: (name: string) => string): number | undefined {
  if (person.tmdbId !== null) return index.byTmdb.get(person.tmdbId);
  const key = keyOf(person.name);
  return index.byName.get(key) ?? index.byAlias.get(key) ?? index.anyByName.get(key);
}

async function findActors(tx: Tx, { names, tmdbIds }: Called): Promise<Known[]> {
  const own = tx
    .select({ id: actors.id, key: actors.nameNormalized, tmdbId: actors.tmdbId })
    .from(actors)
    .where(or(inArray(actors.nameNormalized, names), inArray(actors.tmdbId, tmdbIds)));
  const aliases = tx
    .select({
      id: actorAliases.actorId,
      key: actorAliases.nameNormalized,
      tmdbId: actorAliases.tmdbId,
      aliasOf: { tmdbId: actors.tmdbId },
    })
    .from(actorAliases)
    .innerJoin(actors, eq(actors.id, actorAliases.actorId))
    .where(or(inArray(actorAliases.nameNormalized, names), inArray(actorAliases.tmdbId, tmdbIds)));
  return (await Promise.all([own, aliases])).flat();
}

async function findCrew(tx: Tx, { names, tmdbIds }: Called): Promise<Known[]> {
  const own = tx
    .select({ id: crew.id, key: crew.name, tmdbId: crew.tmdbId })
    .from(crew)
    .where(or(inArray(crew.name, names), inArray(crew.tmdbId, tmdbIds)));
  const aliases = tx
    .select({
      id: crewAliases.crewId,
      key: crewAliases.name,
      tmdbId: crewAliases.tmdbId,
      aliasOf: { tmdbId: crew.tmdbId },
    })
    .from(crewAliases)
    .innerJoin(crew, eq(crew.id, crewAliases.crewId))
    .where(or(inArray(crewAliases.name, names), inArray(crewAliases.tmdbId, tmdbIds)));
  return (await Promise.all([own, aliases])).flat();
}
