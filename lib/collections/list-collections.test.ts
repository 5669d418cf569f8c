import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { collectionFilms, collections } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { deleteCollection } from "./delete-collection.ts";
import { createCollection } from "./edit-collection.ts";
import { listMissingFilms, listOwnedFilms } from "./get-collection.ts";
import { listCollections, searchCollections } from "./list-collections.ts";
import { mergeCollections } from "./merge-collections.ts";

let db: Db;
let alienId: number;
beforeAll(async () => {
  db = await testDb();
  alienId = await aSet("Alien Collection", { owned: [1, 2], listed: [1, 2, 3, 4], tmdbId: 10 });
  await aSet("The Matrix Collection", { owned: [11], listed: [11], tmdbId: 11 });
  await aSet("Été, Part 10", { owned: [21] });
  await aSet("Été, Part 9", { owned: [22], listed: [22, 23], tmdbId: 12 });
  await aSet("Nobody's", { owned: [], listed: [31], tmdbId: 13 });
  const own = await transaction(db, (tx) => createCollection(tx, { name: "Mine", userId: 1 }));
  const deleted = await transaction(db, (tx) => createCollection(tx, { name: "Deleted", userId: 1 }));
  await transaction(db, (tx) => deleteCollection(tx, { ...deleted, userId: 1 }));
  const merged = await transaction(db, (tx) => createCollection(tx, { name: "Merged", userId: 1 }));
  await transaction(db, (tx) =>
    mergeCollections(tx, { intoId: own.collectionId, fromId: merged.collectionId, userId: 1 }),
  );
  // The same film twice, and one that was removed.
  await aMovie(db, { title: "Alien again", tmdbId: 1, collectionId: alienId });
  await aMovie(db, { title: "Alien removed", tmdbId: 4, collectionId: alienId, deletedAt: new Date() });
});

async function aSet(name: string, set: { owned: number[]; listed?: number[]; tmdbId?: number }): Promise<number> {
  const [made] = await db
    .insert(collections)
    .values({ name, tmdbId: set.tmdbId ?? null })
    .returning();
  const collectionId = made?.id ?? 0;
  for (const tmdbId of set.owned) {
    await aMovie(db, { title: `Film ${tmdbId}`, tmdbId, collectionId, year: 2000 - tmdbId });
  }
  for (const [index, tmdbId] of (set.listed ?? []).entries()) {
    await db
      .insert(collectionFilms)
      .values({ collectionId, tmdbId, title: `Film ${tmdbId}`, sortOrder: index + 1, releaseDate: "1999-01-01" });
  }
  return collectionId;
}

const shown = async (params: Parameters<typeof listCollections>[1]) =>
  (await listCollections(db, params)).collections.map(({ name, owned, missing }) => `${name} ${owned}+${missing}`);

test("shows sets with a film and own ones, by name or by what is missing", async () => {
  expect(await shown({})).toEqual([
    "Alien Collection 2+2",
    "Été, Part 9 1+1",
    "Été, Part 10 1+0",
    "The Matrix Collection 1+0",
    "Mine 0+0",
  ]);
  expect(await shown({ sort: "missing" })).toEqual([
    "Alien Collection 2+2",
    "Été, Part 9 1+1",
    "Mine 0+0",
    "Été, Part 10 1+0",
    "The Matrix Collection 1+0",
  ]);
});

test.each([
  [{ filter: "complete" }, ["The Matrix Collection 1+0"]],
  [{ filter: "incomplete" }, ["Alien Collection 2+2", "Été, Part 9 1+1"]],
  [{ filter: "own" }, ["Mine 0+0"]],
  [{ search: "ETE 9" }, ["Été, Part 9 1+1"]],
  [{ search: "%" }, []],
] as const)("%j", async (params, expected) => {
  expect(await shown(params)).toEqual(expected);
});

test.each(["name", "missing"] as const)("pages by %s have no gaps and no doubles", async (sort) => {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCollections(db, { sort, limit: 2, cursor });
    found.push(...page.collections.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual((await listCollections(db, { sort })).collections.map(({ name }) => name));
  await expect(listCollections(db, { sort, cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
});

test("a set's films stand by release, and what is nowhere is missing", async () => {
  const owned = await listOwnedFilms(db, alienId);
  expect(owned.map(({ title }) => title)).toEqual(["Film 2", "Film 1", "Alien again"]);
  expect((await listMissingFilms(db, alienId)).map(({ tmdbId }) => tmdbId)).toEqual([3, 4]);
});

test("a set to merge with is another one", async () => {
  const found = await searchCollections(db, { text: "collection", without: alienId });
  expect(found.map(({ name }) => name)).toEqual(["The Matrix Collection"]);
});
