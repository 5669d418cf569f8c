import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Tx } from "#db/client.ts";
import {
  actors,
  collections,
  crew,
  fieldChanges,
  libraries,
  movieActors,
  movieCrew,
  movies,
} from "#db/schema/index.ts";
import { sharedTransaction } from "#db/shared-transaction.ts";
import { testDb } from "#db/testing.ts";
import { upsertCollectionTogether } from "#lib/collections/upsert-collection.ts";
import { writeValues } from "#lib/movies/write-values.ts";
import { applyCast } from "./apply-cast.ts";
import { applyCrew } from "./apply-crew.ts";

const db = await testDb();

beforeEach(async () => {
  for (const table of [movies, libraries, actors, crew, collections, fieldChanges]) await db.delete(table);
  await db.insert(libraries).values({ id: 1, name: "Films", path: "/films", type: "movie" });
  for (const id of [1, 2]) {
    await db.insert(movies).values({ id, libraryId: 1, filePath: `/films/${id}.mkv`, fileName: "x", title: "x" });
  }
});

/** Two bodies in one transaction. The second has so many more queries to wait for before. */
async function beside(bodies: ((tx: Tx) => Promise<unknown>)[], later = 0): Promise<number> {
  const seen = new Set<Tx>();
  const first = sharedTransaction(db, "first", (tx) => tx.$count(movies));
  const all = bodies.map((body, index) =>
    sharedTransaction(db, `film ${index}`, async (tx) => {
      seen.add(tx);
      for (let wait = 0; index > 0 && wait < later; wait++) await tx.$count(movies);
      await body(tx);
    }),
  );
  await Promise.all([first, ...all]);
  return seen.size;
}

const drifts = [0, 1, 2, 3, 4, 6];
const member = (tmdbId: number | null, name: string) => ({ tmdbId, name, role: "R", order: 1, imageUrl: null });
const director = (tmdbId: number | null, name: string) => ({
  tmdbId,
  name,
  job: "Director",
  department: "Directing",
  imageUrl: null,
});
const film = (id: number) => ({ id, actorsOrderLocked: false });

test.each([
  ["fill", "replace"],
  ["replace", "fill"],
  ["replace", "replace"],
] as const)("namesakes in two casts (%s, %s) stay two people though one row has no id yet", async (a, b) => {
  for (const later of drifts) {
    await db.delete(actors);
    await db.insert(actors).values({ name: "John Smith", nameNormalized: "john smith", tmdbId: null });
    await beside(
      [
        (tx) => applyCast(tx, film(1), [member(101, "John Smith")], { mode: a }),
        (tx) => applyCast(tx, film(2), [member(202, "John Smith")], { mode: b }),
      ],
      later,
    );
    const found = await db
      .select({ movieId: movieActors.movieId, tmdbId: actors.tmdbId })
      .from(movieActors)
      .innerJoin(actors, eq(actors.id, movieActors.actorId))
      .orderBy(movieActors.movieId);
    expect({ later, found }).toEqual({
      later,
      found: [
        { movieId: 1, tmdbId: 101 },
        { movieId: 2, tmdbId: 202 },
      ],
    });
  }
});

test("namesakes in two crews stay two people though one row has no id yet", async () => {
  for (const later of drifts) {
    await db.delete(crew);
    await db.insert(crew).values({ name: "John Smith", tmdbId: null });
    await beside(
      [
        (tx) => applyCrew(tx, 1, [director(101, "John Smith")]),
        (tx) => applyCrew(tx, 2, [director(202, "John Smith")]),
      ],
      later,
    );
    const found = await db
      .select({ movieId: movieCrew.movieId, tmdbId: crew.tmdbId })
      .from(movieCrew)
      .innerJoin(crew, eq(crew.id, movieCrew.crewId))
      .orderBy(movieCrew.movieId);
    expect({ later, found }).toEqual({
      later,
      found: [
        { movieId: 1, tmdbId: 101 },
        { movieId: 2, tmdbId: 202 },
      ],
    });
  }
});

test("a director named in a list and, with an id, in the crew of another film is one person", async () => {
  for (const later of drifts) {
    await db.delete(crew);
    const [movie] = await db.select().from(movies).where(eq(movies.id, 1));
    if (!movie) throw new Error("no film");
    const change = { field: "directors" as const, oldValue: null, newValue: ["Jane Doe"] };
    await beside(
      [
        (tx) => writeValues(tx, movie, [change], { source: "omdb" }),
        (tx) => applyCrew(tx, 2, [director(9, "Jane Doe")]),
      ],
      later,
    );
    expect({ later, rows: await db.select({ name: crew.name, tmdbId: crew.tmdbId }).from(crew) }).toEqual({
      later,
      rows: [{ name: "Jane Doe", tmdbId: 9 }],
    });
  }
});

test("two sets of one name stay two though one row has no id yet", async () => {
  for (const later of drifts) {
    await db.delete(collections);
    await db.insert(collections).values({ name: "Set", tmdbId: null });
    const ids: number[] = [];
    await beside(
      [
        async (tx) => (ids[0] = await upsertCollectionTogether(tx, { name: "Set", tmdbId: 1, overview: null })),
        async (tx) => (ids[1] = await upsertCollectionTogether(tx, { name: "Set", tmdbId: 2, overview: null })),
      ],
      later,
    );
    const rows = await db.select({ id: collections.id, tmdbId: collections.tmdbId }).from(collections);
    expect({ later, tmdbIds: ids.map((id) => rows.find((row) => row.id === id)?.tmdbId) }).toEqual({
      later,
      tmdbIds: [1, 2],
    });
  }
});

test("a new name of a person is told once", async () => {
  for (const later of drifts) {
    await db.delete(actors);
    await db.delete(fieldChanges);
    await db.insert(actors).values({ name: "Old Name", nameNormalized: "old name", tmdbId: 7 });
    await beside(
      [
        (tx) => applyCast(tx, film(1), [member(7, "New Name")]),
        (tx) => applyCast(tx, film(2), [member(7, "New Name")]),
      ],
      later,
    );
    expect({ later, told: await db.$count(fieldChanges) }).toEqual({ later, told: 1 });
  }
});

test("films whose casts are written at different moments still go together", async () => {
  for (const later of drifts) {
    await db.delete(actors);
    const names = Array.from({ length: 5 }, (_, index) => member(500 + index, `Person ${index}`));
    const transactions = await beside(
      [(tx) => applyCast(tx, film(1), names), (tx) => applyCast(tx, film(2), names)],
      later,
    );
    expect({ later, transactions }).toEqual({ later, transactions: 1 });
    await db.delete(movieActors);
  }
});

test("films of one new set that come at different moments still go together", async () => {
  for (const later of drifts) {
    await db.delete(collections);
    const facts = { name: "Set", tmdbId: 1, overview: null };
    const save = (tx: Tx) => upsertCollectionTogether(tx, facts);
    expect({ later, transactions: await beside([save, save], later) }).toEqual({ later, transactions: 1 });
  }
});
