import { asc, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { actors, crew, libraries, movieActors, movieCrew, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import type { ProviderCastMember } from "#lib/providers/provider.ts";
import { applyCast } from "./apply-cast.ts";
import { applyCrew } from "./apply-crew.ts";
import { upsertActors } from "./upsert-people.ts";

let db: Db;
let count = 0;
beforeAll(async () => {
  db = await testDb();
  await db.insert(libraries).values({ name: "Films", path: "/films", type: "movie" });
});

async function aFilm(): Promise<number> {
  count += 1;
  const [library] = await db.select({ id: libraries.id }).from(libraries);
  const film = { libraryId: library?.id ?? 0, filePath: `/films/${count}.mkv`, fileName: "x", title: "x" };
  const [row] = await db.insert(movies).values(film).returning({ id: movies.id });
  return row?.id ?? 0;
}
const member = (tmdbId: number | null, name: string, order: number, more: Partial<ProviderCastMember> = {}) => ({
  tmdbId,
  name,
  role: `Role of ${name}`,
  order,
  imageUrl: null,
  ...more,
});
const apply = (id: number, cast: ProviderCastMember[]) =>
  transaction(db, (tx) => applyCast(tx, { id, actorsOrderLocked: false }, cast));
const castOf = (movieId: number) =>
  db
    .select({ name: actors.name, tmdbId: actors.tmdbId, role: movieActors.role, imageUrl: actors.imageUrl })
    .from(movieActors)
    .innerJoin(actors, eq(actors.id, movieActors.actorId))
    .where(eq(movieActors.movieId, movieId))
    .orderBy(asc(movieActors.actorOrder));

test("a cast of an NFO becomes the provider's, with ids and headshots, and a second time writes nothing", async () => {
  const movieId = await aFilm();
  await transaction(db, async (tx) => {
    const idOf = await upsertActors(tx, [{ name: "Duane Jones", tmdbId: null }]);
    const row = { movieId, actorId: idOf({ name: "Duane Jones", tmdbId: null }), role: "Benny", actorOrder: 1 };
    await tx.insert(movieActors).values(row);
  });
  const cast = [
    member(1, "Duane Jones", 1, { imageUrl: "https://image.tmdb.org/a.jpg" }),
    member(2, "Judith O'Dea", 2),
  ];
  expect(await apply(movieId, cast)).toBe(true);
  expect(await castOf(movieId)).toEqual([
    { name: "Duane Jones", tmdbId: 1, role: "Role of Duane Jones", imageUrl: "https://image.tmdb.org/a.jpg" },
    { name: "Judith O'Dea", tmdbId: 2, role: "Role of Judith O'Dea", imageUrl: null },
  ]);
  expect(await apply(movieId, cast)).toBe(false);
});

test("a person known by name alone moves over to the one with an id, and the bare name goes", async () => {
  const movieId = await aFilm();
  await transaction(db, async (tx) => {
    await upsertActors(tx, [{ name: "Chris Evans", tmdbId: 16828 }]);
    await tx.insert(actors).values({ name: "Chris Evans", nameNormalized: "chris evans" });
    const bare = (await tx.select().from(actors).where(eq(actors.nameNormalized, "chris evans"))).find(
      (row) => row.tmdbId === null,
    );
    await tx
      .insert(movieActors)
      .values({ movieId, actorId: bare?.id ?? 0, role: "Steve", roleLocked: true, actorOrder: 1 });
  });
  await apply(movieId, [member(16828, "Chris Evans", 1)]);
  expect(await castOf(movieId)).toMatchObject([{ tmdbId: 16828, role: "Steve" }]);
  expect(await db.select().from(actors).where(eq(actors.nameNormalized, "chris evans"))).toHaveLength(1);
});

test("a locked name and headshot stay", async () => {
  const movieId = await aFilm();
  await db.insert(actors).values({
    name: "My name",
    nameNormalized: "my name",
    tmdbId: 500,
    nameLocked: true,
    imageLocked: true,
    imageUrl: "https://mine.example/a.jpg",
  });
  await apply(movieId, [member(500, "Their name", 1, { imageUrl: "https://theirs.example/a.jpg" })]);
  expect(await castOf(movieId)).toMatchObject([{ name: "My name", imageUrl: "https://mine.example/a.jpg" }]);
});

test("the crew follows the provider, but for jobs that are held", async () => {
  const movieId = await aFilm();
  const person = (tmdbId: number, name: string, job: string) => ({ tmdbId, name, job, department: null });
  const save = (members: Parameters<typeof applyCrew>[2], heldJobs: string[] = []) =>
    transaction(db, (tx) => applyCrew(tx, movieId, members, { heldJobs }));
  const jobs = async () =>
    (
      await db
        .select({ name: crew.name, job: movieCrew.job })
        .from(movieCrew)
        .innerJoin(crew, eq(crew.id, movieCrew.crewId))
        .where(eq(movieCrew.movieId, movieId))
        .orderBy(asc(movieCrew.sortOrder))
    ).map(({ name, job }) => `${job} ${name}`);
  await save([person(1, "A", "Director"), person(1, "A", "Screenplay"), person(2, "B", "Gaffer")]);
  expect(await jobs()).toEqual(["Director A", "Screenplay A"]);
  expect(await save([person(1, "A", "Director"), person(1, "A", "Screenplay")])).toBe(false);
  await save([person(3, "C", "Director"), person(1, "A renamed", "Story")], ["Director"]);
  expect(await jobs()).toEqual(["Director A renamed", "Story A renamed"]);
  expect(await save([])).toBe(false);
});
