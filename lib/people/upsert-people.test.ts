import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { actors, crew } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { upsertActors, upsertCrew } from "./upsert-people.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const upsert = (people: Parameters<typeof upsertActors>[1]) =>
  transaction(db, async (tx) => {
    const find = await upsertActors(tx, people);
    return people.map(find);
  });

test("a person found by name gets their database id later and stays one row", async () => {
  const [first] = await upsert([{ name: "Max Schreck", tmdbId: null }]);
  const [second] = await upsert([{ name: "max schreck", tmdbId: 3001 }]);
  expect(second).toBe(first);
  expect(await upsert([{ name: "Max Schreck", tmdbId: null }])).toEqual([first]);
});

test("two people of one name are two rows when a database tells them apart", async () => {
  const ids = await upsert([
    { name: "Chris Evans", tmdbId: 16_828 },
    { name: "Chris Evans", tmdbId: 99_999 },
  ]);
  expect(new Set(ids).size).toBe(2);
});

test("many people at once are one row each", async () => {
  const people = Array.from({ length: 5000 }, (_, index) => ({ name: `Person ${index % 2500}`, tmdbId: null }));
  const ids = await upsert(people);
  expect(new Set(ids).size).toBe(2500);
  expect(await db.$count(actors)).toBeGreaterThanOrEqual(2500);
});

test("people behind the camera are told apart as written", async () => {
  const people = [
    { name: "F. W. Murnau", tmdbId: null },
    { name: "F. W. Murnau", tmdbId: 5001 },
  ];
  const ids = await transaction(db, async (tx) => {
    const find = await upsertCrew(tx, people);
    return people.map(find);
  });
  expect(ids[0]).toBe(ids[1]);
  expect(await db.$count(crew)).toBe(1);
});
