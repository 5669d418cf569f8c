import { and, eq, inArray, or, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { crew, movieCountries, movieCrew, movieGenres, movieStudios, movieTags } from "#db/schema/index.ts";
import { type NamedList, namesToIds, tidyNames } from "#lib/lists/named-rows.ts";
import { readOtherCrewNames } from "#lib/people/crew-namesakes.ts";
import { upsertCrew } from "#lib/people/upsert-people.ts";

/** The list fields of a film. An absent list stays as it is; an empty one empties it. */
export type MovieLists = {
  genres?: string[];
  studios?: string[];
  countries?: string[];
  tags?: string[];
  directors?: string[];
  writers?: string[];
};

export type ListEntry = {
  movieId: number;
  lists: MovieLists;
  /** Lists of which the film has nothing yet. */
  empty?: ReadonlySet<string>;
};

/** TMDB's words for the crew behind each list, the first for a name that came without a job. */
export const crewJobs = {
  directors: ["Director"],
  writers: ["Writer", "Screenplay", "Story", "Teleplay"],
} as const satisfies Partial<Record<keyof MovieLists, readonly string[]>>;

const fieldOfJob = new Map<string, keyof typeof crewJobs>(
  (["directors", "writers"] as const).flatMap((field) => crewJobs[field].map((job) => [job, field] as const)),
);

/** The lists as they are kept, also in the display copies on the film: names without blanks at their ends, each once. */
export const tidyLists = (lists: MovieLists): MovieLists =>
  Object.fromEntries(
    Object.entries(lists).flatMap(([field, values]) => (values === undefined ? [] : [[field, tidyNames(values)]])),
  );

/**
 * The one writer of the tables behind list fields, for any number of films in a handful of queries. The display copies
 * are columns of the film and written with it. `areNew` skips looking for what is there.
 */
export async function writeLists(tx: Tx, given: readonly ListEntry[], { areNew = false } = {}): Promise<void> {
  const entries = given.map((entry) => ({ ...entry, lists: tidyLists(entry.lists) }));
  await Promise.all([
    writeJunction(tx, entries, {
      areNew,
      field: "genres",
      table: movieGenres,
      movieId: movieGenres.movieId,
      row: (movieId, genreId) => ({ movieId, genreId }),
    }),
    writeJunction(tx, entries, {
      areNew,
      field: "studios",
      table: movieStudios,
      movieId: movieStudios.movieId,
      row: (movieId, studioId) => ({ movieId, studioId }),
    }),
    writeJunction(tx, entries, {
      areNew,
      field: "countries",
      table: movieCountries,
      movieId: movieCountries.movieId,
      row: (movieId, countryId) => ({ movieId, countryId }),
    }),
    writeJunction(tx, entries, {
      areNew,
      field: "tags",
      table: movieTags,
      movieId: movieTags.movieId,
      row: (movieId, tagId) => ({ movieId, tagId }),
    }),
    writeCrewLists(tx, entries, areNew),
  ]);
}

type Junction<T extends PgTable> = {
  areNew: boolean;
  field: NamedList;
  table: T;
  movieId: PgColumn;
  row: (movieId: number, nameId: number) => T["$inferInsert"];
};

async function writeJunction<T extends PgTable>(tx: Tx, entries: ListEntry[], junction: Junction<T>): Promise<void> {
  const { field, table, row, movieId, areNew } = junction;
  const touched = entries.filter((entry) => entry.lists[field] !== undefined);
  if (touched.length === 0) return;
  const filled = areNew ? [] : touched.filter(({ empty }) => !empty?.has(field));
  if (filled.length > 0) await tx.delete(table).where(inMovies(movieId, filled));
  const idOf = await namesToIds(tx, field, tidyNames(touched.flatMap((entry) => entry.lists[field] ?? [])));
  const rows = touched.flatMap((entry) => (entry.lists[field] ?? []).map((name) => row(entry.movieId, idOf(name))));
  await bulkInsert(tx, table, rows, { onConflict: "ignore" });
}

async function writeCrewLists(tx: Tx, entries: ListEntry[], areNew: boolean): Promise<void> {
  const wanted = entries.flatMap(({ movieId, lists }) =>
    (["directors", "writers"] as const).flatMap((field) =>
      (lists[field] ?? []).map((name, index) => ({ movieId, field, name, sortOrder: index + 1 })),
    ),
  );
  const kept = areNew ? new Set<string>() : await dropOthers(tx, entries);
  const added = wanted.filter((item) => !kept.has(`${item.movieId}:${item.field}:${item.name}`));
  if (added.length === 0) return;
  const idOf = await upsertCrew(
    tx,
    added.map(({ name }) => ({ name, tmdbId: null })),
  );
  const rows = added.map(({ movieId, field, name, sortOrder }) => ({
    movieId,
    crewId: idOf({ name, tmdbId: null }),
    job: crewJobs[field][0],
    department: field === "directors" ? "Directing" : "Writing",
    sortOrder,
  }));
  await bulkInsert(tx, movieCrew, rows, { onConflict: "ignore" });
}

/** Removes crew rows of the lists whose name is no longer wanted. Returns what stays, as `movie:field:name`. */
async function dropOthers(tx: Tx, entries: ListEntry[]): Promise<Set<string>> {
  const touched = entries.filter(({ lists }) => lists.directors !== undefined || lists.writers !== undefined);
  if (touched.length === 0) return new Set();
  const rows = await tx
    .select({ movieId: movieCrew.movieId, crewId: movieCrew.crewId, job: movieCrew.job, name: crew.name })
    .from(movieCrew)
    .innerJoin(crew, eq(crew.id, movieCrew.crewId))
    .where(and(inMovies(movieCrew.movieId, touched), inArray(movieCrew.job, [...fieldOfJob.keys()])));
  const listsOf = new Map(touched.map(({ movieId, lists }) => [movieId, lists]));
  const kept = new Set<string>();
  const gone: typeof rows = [];
  for (const row of rows) {
    const field = fieldOfJob.get(row.job);
    const list = field && listsOf.get(row.movieId)?.[field];
    if (field === undefined || list === undefined) continue;
    if (list.includes(row.name)) kept.add(`${row.movieId}:${field}:${row.name}`);
    else gone.push(row);
  }
  // Somebody renamed or told apart by hand is listed under the name they had.
  const others = await readOtherCrewNames(
    tx,
    gone.map(({ crewId }) => crewId),
  );
  const unlisted = gone.filter((row) => {
    const field = fieldOfJob.get(row.job);
    const list = field && listsOf.get(row.movieId)?.[field];
    const known = others.find(({ crewId, name }) => crewId === row.crewId && list?.includes(name));
    if (known) kept.add(`${row.movieId}:${field}:${known.name}`);
    return known === undefined;
  });
  await deleteCrew(tx, unlisted);
  return kept;
}

/** Rows per statement: each is a condition of its own. */
const rowsPerDelete = 200;

async function deleteCrew(tx: Tx, rows: readonly { movieId: number; crewId: number; job: string }[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerDelete) {
    const each = rows
      .slice(start, start + rowsPerDelete)
      .map(({ movieId, crewId, job }) =>
        and(eq(movieCrew.movieId, movieId), eq(movieCrew.crewId, crewId), eq(movieCrew.job, job)),
      );
    await tx.delete(movieCrew).where(or(...each));
  }
}

const inMovies = (column: PgColumn, entries: readonly ListEntry[]): SQL =>
  inArray(column, [...new Set(entries.map((entry) => entry.movieId))]);
