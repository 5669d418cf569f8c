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
  const by = sort === "name" ? list.name : list.titles;
  const matching = and(list.isInSomething, matches(list.name, search));
  const { rows, hasMore } = await readKeysetPage(
    { by, id: list.id, isNullable: false, descending },
    page,
    async (part, rowLimit): Promise<(PersonCard & { sortName: string })[]> => {
      const where = and(matching, part.where);
      return kind === "actors"
        ? ofActors
            .read(db)
            .where(where)
            .orderBy(...part.order)
            .limit(rowLimit)
        : ofCrew
            .read(db)
            .where(where)
            .orderBy(...part.order)
            .limit(rowLimit);
    },
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

/** Written out: the builder leaves the table's name away where a query has one table, and these look out of theirs. */
const titlesOf = (person: "actors" | "crew"): SQL => {
  const key = person === "actors" ? "actor_id" : "crew_id";
  const visible = person === "actors" ? "and not c.removed" : "";
  return sql.raw(`(
    (select cast(count(distinct c.movie_id) as integer) from movie_${person} c join movies m on m.id = c.movie_id
      where c.${key} = ${person}.id and m.deleted_at is null ${visible})
    + (select cast(count(*) as integer) from series s where s.deleted_at is null and s.id in (
      select c.series_id from series_${person} c where c.${key} = ${person}.id ${visible}
      union select e.series_id from episode_${person} c join episodes e on e.id = c.episode_id
        where c.${key} = ${person}.id and e.deleted_at is null)))`);
};

const isInSomething = (person: "actors" | "crew"): SQL => {
  const key = person === "actors" ? "actor_id" : "crew_id";
  const tables = ["movie", "series", "episode"].map(
    (owner) => `exists (select 1 from ${owner}_${person} c where c.${key} = ${person}.id)`,
  );
  return sql.raw(`(${tables.join(" or ")})`);
};

const ofActors = {
  id: actors.id,
  name: actors.nameNormalized,
  titles: titlesOf("actors"),
  isInSomething: isInSomething("actors"),
  read: (db: Db) =>
    db
      .select({
        personId: actors.id,
        name: actors.name,
        sortName: actors.nameNormalized,
        imageHash: actors.imageHash,
        titleCount: titlesOf("actors").mapWith(Number),
      })
      .from(actors)
      .$dynamic(),
};

const ofCrew = {
  id: crew.id,
  name: crew.name,
  titles: titlesOf("crew"),
  isInSomething: isInSomething("crew"),
  // Who also acts has one portrait.
  read: (db: Db) =>
    db
      .select({
        personId: crew.id,
        name: crew.name,
        sortName: crew.name,
        imageHash: actors.imageHash,
        titleCount: titlesOf("crew").mapWith(Number),
      })
      .from(crew)
      .leftJoin(actors, eq(actors.tmdbId, crew.tmdbId))
      .$dynamic(),
};
