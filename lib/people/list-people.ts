import { and, type Column, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cursorValues, readCursor, readKeysetPage, writeCursor } from "#db/keyset.ts";
import { actors, crew } from "#db/schema/index.ts";
import { searchWords } from "#lib/fold-text.ts";
import type { PeopleKind, PeopleSort } from "./vocabulary.ts";

/** The most people one call gives. */
export const peoplePageLimit = 120;

export type ListPeople = {
  kind: PeopleKind;
  search?: string;
  sort?: PeopleSort;
  descending?: boolean;
  cursor?: string | undefined;
  limit?: number;
};

export type PersonCard = {
  personId: number;
  name: string;
  imageHash: string | null;
  /** Films and series they are in. */
  titleCount: number;
};

/**
 * A page of people who are in something, in order. `cursor` is what the page before gave as `nextCursor`. Throws AppError
 * invalid for a foreign cursor.
 */
export async function listPeople(
  db: Db,
  { kind, search, sort = "name", descending = false, cursor, limit = 60 }: ListPeople,
): Promise<{ people: PersonCard[]; nextCursor: string | null }> {
  const order = { by: `${kind}-${sort}`, descending };
  const value = sort === "name" ? cursorValues.text : cursorValues.whole;
  const page = {
    limit: Math.min(Math.max(1, limit), peoplePageLimit),
    after: cursor === undefined ? undefined : readCursor(cursor, order, value),
  };
  const list = kind === "actors" ? ofActors : ofCrew;
  const by = sort === "name" ? list.name : sql.raw("t.titles");
  const read = sort === "name" ? list.byName : list.byTitles;
  const { rows, hasMore } = await readKeysetPage(
    { by, id: list.id, isNullable: false, descending },
    page,
    (part, rowLimit): Promise<(PersonCard & { sortName: string })[]> =>
      read(db, { where: and(matches(list.name, search), part.where), order: part.order, limit: rowLimit }),
  );
  const last = rows.at(-1);
  const at = last && { value: sort === "name" ? last.sortName : last.titleCount, id: last.personId };
  return {
    people: rows.map(({ sortName: _sortName, ...card }) => card),
    nextCursor: at && hasMore ? writeCursor(order, at) : null,
  };
}

/** Every word somewhere in the name. Names behind the camera are kept as they are written. */
function matches(name: Column, search: string | undefined): SQL | undefined {
  const words = searchWords(search);
  if (words === undefined) return undefined;
  if (words.length === 0) return sql`1 = 0`;
  return and(...words.map((word) => sql`lower(${name}) like ${`%${word}%`}`));
}

type People = "actors" | "crew";
const keyOf = (people: People): string => (people === "actors" ? "actor_id" : "crew_id");
const shownIn = (people: People): string => (people === "actors" ? "and not c.removed" : "");

/**
 * How many films and series people are in, in one pass: these people, or everybody. Somebody is in the cast of a film
 * once, so those need no look at what is the same; in a crew they may have several jobs.
 */
const tally = (people: People, personIds?: readonly number[]): SQL => {
  const of = personIds === undefined ? "" : `and c.${keyOf(people)} in (${personIds.join(", ")})`;
  const films = people === "actors" ? "count(*)" : "count(distinct c.movie_id)";
  return sql.raw(`(
    select person_id, cast(sum(titles) as integer) as titles from (
      select c.${keyOf(people)} as person_id, ${films} as titles from movie_${people} c
        join movies m on m.id = c.movie_id where m.deleted_at is null ${shownIn(people)} ${of}
        group by c.${keyOf(people)}
      union all
      select person_id, count(*) from (
        select c.${keyOf(people)} as person_id, c.series_id from series_${people} c
          join series s on s.id = c.series_id where s.deleted_at is null ${shownIn(people)} ${of}
        union select c.${keyOf(people)}, e.series_id from episode_${people} c
          join episodes e on e.id = c.episode_id join series s on s.id = e.series_id
          where e.deleted_at is null and s.deleted_at is null ${of}) every_show
      group by person_id) every_kind
    group by person_id) t`);
};

/**
 * One condition over all three tables: PostgreSQL reads a whole table to answer one of several that are joined by "or",
 * where a look into each index is enough for the people of a page.
 */
const isInSomething = (people: People): SQL =>
  sql.raw(
    `exists (${["movie", "series", "episode"]
      .map((owner) => `select 1 from ${owner}_${people} c where c.${keyOf(people)} = ${people}.id`)
      .join(" union all ")})`,
  );

type Page = { where: SQL | undefined; order: SQL[]; limit: number };
type Row = Omit<PersonCard, "titleCount"> & { sortName: string };

/** Counted for those of one page only: for everybody it would cost more than the list. */
async function withTitles(db: Db, people: People, rows: Row[]): Promise<(Row & { titleCount: number })[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ personId }) => personId);
  const counts = await db
    .select({ personId: sql<number>`t.person_id`.mapWith(Number), titleCount: tallied })
    .from(tally(people, ids));
  const byId = new Map(counts.map(({ personId, titleCount }) => [personId, titleCount]));
  return rows.map((row) => ({ ...row, titleCount: byId.get(row.personId) ?? 0 }));
}

const tallied = sql<number>`t.titles`.mapWith(Number);
const actor = {
  personId: actors.id,
  name: actors.name,
  sortName: actors.nameNormalized,
  imageHash: actors.imageHash,
};
// Who also acts has one portrait.
const behind = { personId: crew.id, name: crew.name, sortName: crew.name, imageHash: actors.imageHash };

const ofActors = {
  id: actors.id,
  name: actors.nameNormalized,
  byName: async (db: Db, { where, order, limit }: Page) => {
    const rows = db.select(actor).from(actors);
    const found = await rows
      .where(and(isInSomething("actors"), where))
      .orderBy(...order)
      .limit(limit);
    return withTitles(db, "actors", found);
  },
  byTitles: async (db: Db, { where, order, limit }: Page) =>
    db
      .select({ ...actor, titleCount: tallied })
      .from(actors)
      .innerJoin(tally("actors"), sql`t.person_id = ${actors.id}`)
      .where(where)
      .orderBy(...order)
      .limit(limit),
};

const ofCrew = {
  id: crew.id,
  name: crew.name,
  byName: async (db: Db, { where, order, limit }: Page) => {
    const rows = db.select(behind).from(crew).leftJoin(actors, eq(actors.tmdbId, crew.tmdbId));
    const found = await rows
      .where(and(isInSomething("crew"), where))
      .orderBy(...order)
      .limit(limit);
    return withTitles(db, "crew", found);
  },
  byTitles: async (db: Db, { where, order, limit }: Page) =>
    db
      .select({ ...behind, titleCount: tallied })
      .from(crew)
      .innerJoin(tally("crew"), sql`t.person_id = ${crew.id}`)
      .leftJoin(actors, eq(actors.tmdbId, crew.tmdbId))
      .where(where)
      .orderBy(...order)
      .limit(limit),
};
