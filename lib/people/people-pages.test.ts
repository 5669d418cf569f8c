import { asc, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actorAliases,
  actors,
  crew,
  crewAliases,
  episodeActors,
  episodeCrew,
  fieldChanges,
  jobs,
  movieActors,
  movieCrew,
  movies,
  seriesActors,
} from "#db/schema/index.ts";
import { inOrder, testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { aShow } from "#lib/series/testing.ts";
import { findCrewTwins } from "./crew-twins.ts";
import { editActor } from "./edit-actor.ts";
import { enrichOnce } from "./enrich-once.ts";
import { findActorTwin, listJobs, listMerges, listRoles } from "./get-person.ts";
import { listPeople } from "./list-people.ts";
import { mergeCrew, unmergeCrew } from "./merge-crew.ts";
import { upsertActors } from "./upsert-people.ts";

let db: Db;
let movieIds: number[];
let seriesId: number;
let episodeIds: number[];
let actorIds: number[];
let crewIds: number[];
const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id);

beforeAll(async () => {
  db = await testDb();
  movieIds = [await aMovie(db, { title: "One", year: 1999 }), await aMovie(db, { title: "Two", year: 2005 })];
  const numbers = [1, 2].map((number) => ({ season: 1, number, title: `Part ${number}` }));
  const show = await aShow(db, { series: { title: "Show", year: 2010 }, episodes: numbers });
  ({ seriesId, episodeIds } = show);
  const names = ["Ähnlich", "bob", "Carl", "Dora Nobody"];
  const people = names.map((name, index) => ({
    name,
    nameNormalized: ["ahnlich", "bob", "carl", "dora nobody"][index] ?? "",
  }));
  actorIds = idsOf(await db.insert(actors).values(people).returning({ id: actors.id }));
  const [a = 0, b = 0, c = 0] = actorIds;
  const [one = 0, two = 0] = movieIds;
  const [first = 0, second = 0] = episodeIds;
  await db.update(actors).set({ tmdbId: 10 }).where(eq(actors.id, a));
  await db.insert(movieActors).values([
    { movieId: one, actorId: a, role: "Hero" },
    { movieId: two, actorId: a, role: "Villain" },
    { movieId: one, actorId: b, role: "Friend" },
    { movieId: two, actorId: b, removed: true },
  ]);
  await db.insert(seriesActors).values({ seriesId, actorId: a, role: "Chief" });
  await db.insert(episodeActors).values([
    { episodeId: first, actorId: a, role: "Herself" },
    { episodeId: second, actorId: c, role: "Guest" },
  ]);
  const behind = [
    { name: "Äda", tmdbId: 10 },
    { name: "Eve", tmdbId: 20 },
    { name: "E. Eve", tmdbId: 21 },
  ];
  crewIds = idsOf(await db.insert(crew).values(behind).returning({ id: crew.id }));
  const [ada = 0, eve = 0, other = 0] = crewIds;
  await db.insert(movieCrew).values([
    { movieId: one, crewId: ada, job: "Director", department: "Directing" },
    { movieId: one, crewId: eve, job: "Editor", department: "Editing" },
    { movieId: one, crewId: other, job: "Editor", department: "Editing", sortOrder: 4 },
    { movieId: two, crewId: other, job: "Editor", department: "Editing", sortOrder: 7 },
  ]);
  const directed = episodeIds.map((episodeId) => ({
    episodeId,
    crewId: ada,
    job: "Director",
    department: "Directing",
  }));
  await db.insert(episodeCrew).values(directed);
});

describe("the list of people", () => {
  test("is ordered by name, counts titles, and leaves out who is in nothing", async () => {
    const { people } = await listPeople(db, { kind: "actors" });
    expect(people.map(({ name, titleCount }) => [name, titleCount])).toEqual([
      ["Ähnlich", 3],
      ["bob", 1],
      ["Carl", 1],
    ]);
    const behind = await listPeople(db, { kind: "crew" });
    expect(Object.fromEntries(behind.people.map(({ name, titleCount }) => [name, titleCount]))).toEqual({
      Äda: 2,
      Eve: 1,
      "E. Eve": 2,
    });
  });

  test.each([
    ["actors", "name", false],
    ["actors", "name", true],
    ["actors", "titles", true],
    ["crew", "titles", false],
  ] as const)("of %s by %s goes on behind a cursor (descending: %s)", async (kind, sort, descending) => {
    const all = (await listPeople(db, { kind, sort, descending })).people;
    const seen = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listPeople(db, { kind, sort, descending, limit: 1, cursor });
      seen.push(...page.people);
      cursor = page.nextCursor ?? undefined;
      more = cursor !== undefined;
    }
    expect(all).toHaveLength(3);
    expect(seen).toEqual(all);
    await expect(listPeople(db, { kind, sort, cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("is searched without accents and case", async () => {
    const found = async (search: string) =>
      (await listPeople(db, { kind: "actors", search })).people.map(({ name }) => name);
    expect(await found("AHN")).toEqual(["Ähnlich"]);
    expect(await found("zzz")).toEqual([]);
    expect(await found("%")).toEqual([]);
    expect((await listPeople(db, { kind: "crew", search: "eve" })).people).toHaveLength(2);
  });
});

test("a person's page has films, series, episodes and jobs, newest first", async () => {
  const [a = 0] = actorIds;
  const { films, shows, guests } = await listRoles(db, a);
  expect(films).toMatchObject([
    { title: "Two", role: "Villain" },
    { title: "One", role: "Hero" },
  ]);
  expect(shows).toMatchObject([{ title: "Show", role: "Chief" }]);
  expect(guests).toMatchObject([{ seriesTitle: "Show", episodeNumber: 1, title: "Part 1", role: "Herself" }]);
  const twins = await findCrewTwins(db, a);
  expect(twins).toEqual([crewIds[0]]);
  expect(await findActorTwin(db, 10)).toBe(a);
  expect(await findActorTwin(db, 20)).toBeUndefined();
  expect(await listJobs(db, twins)).toMatchObject([
    { entityType: "movie", title: "One", job: "Director", episodes: null },
    { entityType: "series", title: "Show", job: "Director", episodes: 2 },
  ]);
  await db
    .update(movies)
    .set({ deletedAt: new Date() })
    .where(eq(movies.id, movieIds[1] ?? 0));
  expect((await listRoles(db, a)).films).toHaveLength(1);
  await db
    .update(movies)
    .set({ deletedAt: null })
    .where(eq(movies.id, movieIds[1] ?? 0));
});

test("people behind the camera are merged and separated again as they were", async () => {
  const [, eve = 0, other = 0] = crewIds;
  const everything = async () => ({
    people: await db.select().from(crew).orderBy(asc(crew.id)),
    films: await db.select().from(movieCrew).orderBy(asc(movieCrew.movieId), asc(movieCrew.crewId)),
    aliases: inOrder(await db.select().from(crewAliases)),
  });
  const before = await everything();
  const { changeId } = await transaction(db, (tx) => mergeCrew(tx, { fromId: other, intoId: eve, userId: null }));
  expect((await listJobs(db, [eve])).map(({ title }) => title)).toEqual(["Two", "One"]);
  expect(await listMerges(db, { entityType: "crew", entityId: eve })).toMatchObject([{ changeId, name: "E. Eve" }]);
  await transaction(db, (tx) => unmergeCrew(tx, { changeId, userId: null }));
  expect(await everything()).toEqual(before);
  expect(await listMerges(db, { entityType: "crew", entityId: eve })).toEqual([]);
  await expect(transaction(db, (tx) => unmergeCrew(tx, { changeId, userId: null }))).rejects.toMatchObject({
    code: "conflict",
  });
});

describe("editing a person", () => {
  const edit = (params: Omit<Parameters<typeof editActor>[1], "userId">) =>
    transaction(db, (tx) => editActor(tx, { ...params, userId: null }));

  test("locks the new name, and the old one still leads to them", async () => {
    const [, bob = 0] = actorIds;
    await edit({ actorId: bob, version: 1, name: "Robert" });
    const [row] = await db.select().from(actors).where(eq(actors.id, bob));
    expect(row).toMatchObject({ name: "Robert", nameNormalized: "robert", nameLocked: true, version: 2 });
    const found = await transaction(db, async (tx) => {
      const people = [
        { name: "Bob", tmdbId: null },
        { name: "Robert", tmdbId: null },
      ];
      const find = await upsertActors(tx, people);
      return people.map(find);
    });
    expect(found).toEqual([bob, bob]);
    expect(await db.select().from(fieldChanges).where(eq(fieldChanges.field, "name"))).toMatchObject([
      { entityType: "actor", entityId: bob, oldValue: "bob", newValue: "Robert" },
    ]);
    expect(
      await db
        .select({ version: movies.version })
        .from(movies)
        .where(inArray(movies.id, movieIds))
        .orderBy(asc(movies.id)),
    ).toEqual([{ version: 2 }, { version: 2 }]);
  });

  test("is refused for a stale page and for the name of somebody else without an id", async () => {
    const [, bob = 0] = actorIds;
    await expect(edit({ actorId: bob, version: 1, name: "X" })).rejects.toMatchObject({ code: "conflict" });
    await expect(edit({ actorId: bob, version: 2, name: "CARL" })).rejects.toMatchObject({
      code: "conflict",
      field: "name",
    });
    expect(await db.$count(actorAliases, eq(actorAliases.actorId, bob))).toBe(1);
  });
});

test("a person is asked about the first time somebody looks at them, once", async () => {
  const [a = 0, bob = 0] = actorIds;
  const look = async (id: number) => {
    const [row] = await db.select().from(actors).where(eq(actors.id, id));
    if (row) await enrichOnce(db, row);
  };
  await look(a);
  await db.update(jobs).set({ status: "failed" });
  await look(a);
  await look(bob);
  expect(await db.select({ type: jobs.type, entityId: jobs.entityId }).from(jobs).orderBy(asc(jobs.id))).toEqual([
    { type: "person.enrich", entityId: a },
  ]);
});
