import { inArray } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { actors, crew } from "#db/schema/index.ts";
import { normalizeName } from "./normalize-name.ts";

export type Person = { name: string; tmdbId: number | null; imageUrl?: string | null };
/** Finds the row of a person that was passed in. */
export type PersonLookup = (person: Person) => number;

/** Names and ids per query: below every engine's limit. */
const chunkSize = 2000;

type Known = { id: number; key: string; tmdbId: number | null };

/**
 * Finds or makes the rows of actors, in a handful of queries however many there are. A person is their TMDB id where it
 * is known, else their normalised name. A nameless row that now gets its TMDB id is taken over, not doubled.
 */
export async function upsertActors(tx: Tx, people: readonly Person[]): Promise<PersonLookup> {
  const find = lookUp(normalizeName, (names, ids) => findActors(tx, names, ids));
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
  const find = lookUp(asWritten, (names, ids) => findCrew(tx, names, ids));
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

type Finder = (names: string[], tmdbIds: number[]) => Promise<Known[]>;
type Writers = {
  adopt: (rows: { id: number; tmdbId: number }[]) => Promise<unknown>;
  /** Gives the rows that are new; those that another transaction made meanwhile are left out. */
  insert: (rows: Person[]) => Promise<Known[]>;
};

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const chunks = <T>(values: T[]): T[][] =>
  Array.from({ length: Math.ceil(values.length / chunkSize) }, (_, index) =>
    values.slice(index * chunkSize, (index + 1) * chunkSize),
  );

function lookUp(keyOf: (name: string) => string, find: Finder) {
  return async (people: readonly Person[]): Promise<Known[]> => {
    const names = chunks(unique(people.map((person) => keyOf(person.name))));
    const ids = chunks(unique(people.flatMap((person) => (person.tmdbId === null ? [] : [person.tmdbId]))));
    const found: Known[] = [];
    for (const chunk of names) found.push(...(await find(chunk, [])));
    for (const chunk of ids) found.push(...(await find([], chunk)));
    return found;
  };
}

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
  if (adopted.size > 0) await write.adopt([...adopted].map(([id, tmdbId]) => ({ id, tmdbId })));
  if (missing.size > 0) {
    const made = await write.insert([...missing.values()]);
    const isComplete = made.length === missing.size && adopted.size === 0;
    index = indexKnown(isComplete ? [...known, ...made] : await find(named));
  }
  return (person) => {
    const id = resolve(index, person, keyOf);
    if (id === undefined) throw new Error(`No row for ${person.name}.`);
    return id;
  };
}

type Index = { byTmdb: Map<number, number>; byName: Map<string, number>; anyByName: Map<string, number> };

function indexKnown(rows: Known[]): Index {
  const index: Index = { byTmdb: new Map(), byName: new Map(), anyByName: new Map() };
  for (const row of rows.toSorted((a, b) => a.id - b.id)) {
    if (row.tmdbId === null) index.byName.set(row.key, row.id);
    else index.byTmdb.set(row.tmdbId, row.id);
    if (!index.anyByName.has(row.key)) index.anyByName.set(row.key, row.id);
  }
  return index;
}

/** Without an id, a name finds the row without one first, then the oldest person of that name. */
function resolve(index: Index, person: Person, keyOf: (name: string) => string): number | undefined {
  if (person.tmdbId !== null) return index.byTmdb.get(person.tmdbId);
  return index.byName.get(keyOf(person.name)) ?? index.anyByName.get(keyOf(person.name));
}

function findActors(tx: Tx, names: string[], tmdbIds: number[]): Promise<Known[]> {
  return tx
    .select({ id: actors.id, key: actors.nameNormalized, tmdbId: actors.tmdbId })
    .from(actors)
    .where(names.length > 0 ? inArray(actors.nameNormalized, names) : inArray(actors.tmdbId, tmdbIds));
}

function findCrew(tx: Tx, names: string[], tmdbIds: number[]): Promise<Known[]> {
  return tx
    .select({ id: crew.id, key: crew.name, tmdbId: crew.tmdbId })
    .from(crew)
    .where(names.length > 0 ? inArray(crew.name, names) : inArray(crew.tmdbId, tmdbIds));
}
