import { and, asc, eq, isNull } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actorAliases,
  actors,
  crew,
  crewAliases,
  episodeActors,
  episodeCrew,
  seriesActors,
  seriesCrew,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aShow } from "#lib/series/testing.ts";
import { applySeriesCast } from "./apply-cast.ts";
import { applySeriesCrew } from "./apply-crew.ts";
import { applyEpisodePeople, type EpisodePeople } from "./apply-episode-people.ts";
import { markedName } from "./normalize-name.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const member = (tmdbId: number | null, name: string, order = 1) => ({
  tmdbId,
  name,
  role: `Role of ${name}`,
  order,
  imageUrl: null,
});
const worker = (tmdbId: number | null, name: string, job = "Director") => ({ tmdbId, name, job, department: null });
const open = { actorsOrderLocked: false, directorsLocked: false, writersLocked: false };

const castOf = (seriesId: number) =>
  db
    .select({ actorId: actors.id, name: actors.name, role: seriesActors.role, removed: seriesActors.removed })
    .from(seriesActors)
    .innerJoin(actors, eq(actors.id, seriesActors.actorId))
    .where(eq(seriesActors.seriesId, seriesId))
    .orderBy(asc(seriesActors.actorOrder));
const guestsOf = (episodeId: number) =>
  db
    .select({ name: actors.name, tmdbId: actors.tmdbId, role: episodeActors.role })
    .from(episodeActors)
    .innerJoin(actors, eq(actors.id, episodeActors.actorId))
    .where(eq(episodeActors.episodeId, episodeId))
    .orderBy(asc(episodeActors.sortOrder));
const crewOf = async (episodeId: number) =>
  (
    await db
      .select({ name: crew.name, job: episodeCrew.job })
      .from(episodeCrew)
      .innerJoin(crew, eq(crew.id, episodeCrew.crewId))
      .where(eq(episodeCrew.episodeId, episodeId))
      .orderBy(asc(episodeCrew.sortOrder))
  ).map(({ name, job }) => `${job} ${name}`);

async function anActor(values: Partial<typeof actors.$inferInsert> & { name: string }): Promise<number> {
  const nameNormalized = values.name.toLowerCase();
  const [row] = await db
    .insert(actors)
    .values({ nameNormalized, ...values })
    .returning({ id: actors.id });
  return row?.id ?? 0;
}

test("a series gets its cast and crew, obeys locks and people taken out, and a second time writes nothing", async () => {
  const { seriesId } = await aShow(db);
  const apply = (cast: ReturnType<typeof member>[]) =>
    transaction(db, (tx) => applySeriesCast(tx, { id: seriesId, actorsOrderLocked: false }, cast));
  expect(await apply([member(101, "Ada", 1), member(102, "Bea", 2)])).toBe(true);
  const [ada, bea] = await castOf(seriesId);
  const rowOf = (actorId = 0) => and(eq(seriesActors.seriesId, seriesId), eq(seriesActors.actorId, actorId));
  await db.update(seriesActors).set({ role: "mine", roleLocked: true }).where(rowOf(ada?.actorId));
  await db.update(seriesActors).set({ removed: true }).where(rowOf(bea?.actorId));
  expect(await apply([member(102, "Bea", 1), member(101, "Ada", 2), member(103, "Cleo", 3)])).toBe(true);
  expect(await castOf(seriesId)).toMatchObject([
    { name: "Ada", role: "mine" },
    { name: "Bea", removed: true },
    { name: "Cleo", role: "Role of Cleo" },
  ]);
  expect(await apply([member(102, "Bea", 1), member(101, "Ada", 2), member(103, "Cleo", 3)])).toBe(false);

  const applyCrew = () =>
    transaction(db, (tx) => applySeriesCrew(tx, { id: seriesId }, [worker(104, "Dora", "Creator")]));
  expect(await applyCrew()).toBe(true);
  expect(await db.$count(seriesCrew, eq(seriesCrew.seriesId, seriesId))).toBe(1);
  expect(await applyCrew()).toBe(false);
});

test("episodes get guests and crew together; locked lists and silent providers leave them alone", async () => {
  const numbers = Array.from({ length: 300 }, (_, index) => ({ season: 1, number: index + 1 }));
  const { episodeIds } = await aShow(db, { episodes: numbers });
  const [first = 0, second = 0, third = 0] = episodeIds;
  const apply = (items: EpisodePeople[], mode?: "fill") =>
    transaction(db, (tx) => applyEpisodePeople(tx, items, mode && { mode }));
  const all = episodeIds.map((episodeId, index) => ({
    episodeId,
    guests: [member(200, "Guest", 1), member(1000 + index, `Guest ${index}`, 2)],
    crew: [worker(201, "Dee"), worker(201, "Dee", "Writer"), worker(202, "Gaff", "Gaffer")],
    locks: open,
  }));
  expect((await apply(all)).size).toBe(300);
  expect((await apply(all)).size).toBe(0);
  expect(await guestsOf(second)).toEqual([
    { name: "Guest", tmdbId: 200, role: "Role of Guest" },
    { name: "Guest 1", tmdbId: 1001, role: "Role of Guest 1" },
  ]);
  expect(await crewOf(second)).toEqual(["Director Dee", "Writer Dee"]);

  const other = { guests: [member(300, "New", 1), member(200, "Guest", 2)], crew: [worker(301, "Nell")] };
  const changed = await apply([
    { episodeId: first, ...other, locks: { actorsOrderLocked: true, directorsLocked: true, writersLocked: false } },
    { episodeId: second, guests: [], crew: [], locks: open },
    { episodeId: third, ...other, locks: open },
  ]);
  expect(changed).toEqual(new Set([first, third]));
  expect((await guestsOf(first)).map(({ name }) => name)).toEqual(["Guest", "New"]);
  expect(await crewOf(first)).toEqual(["Director Dee"]);
  expect((await guestsOf(second)).map(({ name }) => name)).toEqual(["Guest", "Guest 1"]);
  expect((await guestsOf(third)).map(({ name }) => name)).toEqual(["New", "Guest"]);
  expect(await crewOf(third)).toEqual(["Director Nell"]);
  expect(await apply([{ episodeId: second, ...other, locks: open }], "fill")).toEqual(new Set());
});

test("a guest an NFO named becomes the person with the id, and the bare name goes", async () => {
  const { episodeIds } = await aShow(db, { episodes: [{ season: 1, number: 1 }] });
  const [episodeId = 0] = episodeIds;
  await anActor({ name: "Faye", tmdbId: 400 });
  const bare = await anActor({ name: "faye" });
  await db.insert(episodeActors).values({ episodeId, actorId: bare, role: "Role of Faye", sortOrder: 1 });
  const people = { episodeId, guests: [member(400, "Faye")], crew: [], locks: open };
  expect((await transaction(db, (tx) => applyEpisodePeople(tx, [people]))).size).toBe(1);
  expect(await guestsOf(episodeId)).toEqual([{ name: "Faye", tmdbId: 400, role: "Role of Faye" }]);
  expect(await db.$count(actors, eq(actors.id, bare))).toBe(0);
});

test("names and ids that were merged lead to one person, who keeps their own name", async () => {
  const { seriesId } = await aShow(db);
  const actorId = await anActor({ name: "Gina Right", tmdbId: 500 });
  await db.insert(actorAliases).values([
    { actorId, nameNormalized: "gina wrong", tmdbId: 501 },
    { actorId, nameNormalized: "gina misspelt" },
  ]);
  const apply = (cast: ReturnType<typeof member>[]) =>
    transaction(db, (tx) => applySeriesCast(tx, { id: seriesId, actorsOrderLocked: false }, cast));
  for (const person of [member(501, "Gina Wrong"), member(null, "Gina Misspelt"), member(null, "GINA WRONG")]) {
    await apply([person]);
    expect(await castOf(seriesId)).toMatchObject([{ actorId, name: "Gina Right" }]);
  }
  // Somebody else of a merged name, as their id says.
  await apply([member(502, "Gina Misspelt")]);
  expect(await castOf(seriesId)).not.toMatchObject([{ actorId }]);

  const bare = await anActor({ name: "Hal Bare" });
  await db.insert(actorAliases).values({ actorId: bare, nameNormalized: "hal alias" });
  await apply([member(503, "Hal Alias")]);
  expect(await castOf(seriesId)).toMatchObject([{ actorId: bare }]);
});

test("the same for people behind the camera", async () => {
  const { seriesId } = await aShow(db);
  const [row] = await db.insert(crew).values({ name: "Ida Right", tmdbId: 600 }).returning({ id: crew.id });
  await db.insert(crewAliases).values({ crewId: row?.id ?? 0, name: "Ida Wrong", tmdbId: 601 });
  await transaction(db, (tx) => applySeriesCrew(tx, { id: seriesId }, [worker(601, "Ida Wrong")]));
  expect(await db.select().from(seriesCrew).where(eq(seriesCrew.seriesId, seriesId))).toMatchObject([
    { crewId: row?.id },
  ]);
  expect(await db.select({ name: crew.name }).from(crew).where(eq(crew.tmdbId, 600))).toEqual([{ name: "Ida Right" }]);
});

test("who was told apart from a namesake stays in the cast they were given to", async () => {
  const [one, other] = [await aShow(db), await aShow(db)];
  const namesake = await anActor({ name: "Jo Park", tmdbId: 700, imageUrl: "https://image.tmdb.org/jo.jpg" });
  const apart = await anActor({ name: "Jo Park", nameNormalized: markedName("jo park", 9_999_999) });
  await db.insert(seriesActors).values({ seriesId: one.seriesId, actorId: apart, role: "Role of Jo Park" });
  const apply = (seriesId: number, cast: ReturnType<typeof member>[]) =>
    transaction(db, (tx) => applySeriesCast(tx, { id: seriesId, actorsOrderLocked: false }, cast));
  await apply(one.seriesId, [member(700, "Jo Park")]);
  expect((await castOf(one.seriesId)).map(({ actorId }) => actorId)).toEqual([apart]);
  expect(await db.select({ imageUrl: actors.imageUrl }).from(actors).where(eq(actors.id, apart))).toEqual([
    { imageUrl: null },
  ]);
  await apply(other.seriesId, [member(700, "Jo Park")]);
  expect((await castOf(other.seriesId)).map(({ actorId }) => actorId)).toEqual([namesake]);
  // Both at once: the one with the id who is not there yet is a third.
  await apply(one.seriesId, [member(700, "Jo Park", 1), member(701, "Jo Park", 2)]);
  const both = (await castOf(one.seriesId)).map(({ actorId }) => actorId);
  expect(both[0]).toBe(apart);
  expect(both).not.toContain(namesake);
  expect(await db.$count(actors, and(eq(actors.nameNormalized, "jo park"), isNull(actors.tmdbId)))).toBe(0);
});
