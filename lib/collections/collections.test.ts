import { eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db, Tx } from "#db/client.ts";
import { collectionAliases, collectionFilms, collections, fieldChanges, jobs, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { listEntityChanges } from "#lib/editing/list-changes.ts";
import { applyMetadata } from "#lib/movies/apply-metadata.ts";
import { getMovieState } from "#lib/movies/movie-state.ts";
import { aMovie, aProviderMovie, combined, editMovie } from "#lib/movies/testing.ts";
import { undoChanges } from "#lib/undo/undo-changes.ts";
import { applyCollection } from "./apply-collection.ts";
import { undoCollectionChange } from "./collection-history.ts";
import { deleteCollection } from "./delete-collection.ts";
import { createCollection, editCollection } from "./edit-collection.ts";
import { findCollection } from "./find-collection.ts";
import { addFilms, removeFilms } from "./link-films.ts";
import { mergeCollections } from "./merge-collections.ts";
import { listRemovedCollections } from "./removed-collections.ts";
import { type CollectionFacts, upsertCollection, upsertCollections } from "./upsert-collection.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

let count = 0;
const next = () => {
  count += 1;
  return count;
};
const unique = (name: string) => `${name} ${next()}`;
const write = <T>(body: (tx: Tx) => Promise<T>) => transaction(db, body);
const setOf = async (movieId: number) => (await getMovieState(db, movieId)).values.collection;
const listCollectionChanges = (db: Db, { collectionId }: { collectionId: number }) =>
  listEntityChanges(db, { entityType: "collection", entityId: collectionId });
const listChanges = (db: Db, { movieId, field }: { movieId: number; field: string }) =>
  listEntityChanges(db, { entityType: "movie", entityId: movieId, field });
const lastOf = async (collectionId: number) => (await listCollectionChanges(db, { collectionId }))[0]?.id ?? 0;
const takeBack = (changeId: number) => write((tx) => undoCollectionChange(tx, { changeId, userId: 1 }));
const upsert = (facts: Partial<CollectionFacts> & { name: string }) =>
  write((tx) => upsertCollection(tx, { tmdbId: null, overview: null, ...facts }));
const nextTmdbId = () => 5000 + next();

/** A set of a provider with two films. */
async function aSet(name: string) {
  const tmdbId = nextTmdbId();
  const collectionId = await upsert({ name, tmdbId });
  const movieIds = [
    await aMovie(db, { title: "One", collectionId, tmdbId: nextTmdbId(), version: 3, publishedVersion: 3 }),
    await aMovie(db, { title: "Two", collectionId, tmdbId: nextTmdbId() }),
  ];
  return { collectionId, movieIds, tmdbId, name };
}

/** Everything a merge could touch, without the counters that only grow. */
async function everything() {
  const films = await db
    .select({ id: movies.id, collectionId: movies.collectionId, locked: movies.collectionLocked })
    .from(movies)
    .orderBy(movies.id);
  const sets = await db.select().from(collections).orderBy(collections.id);
  return JSON.stringify([
    films,
    sets.map(({ version: _version, updatedAt: _updatedAt, ...set }) => set),
    await db.select().from(collectionAliases).orderBy(collectionAliases.id),
    (await db.select().from(collectionFilms)).map(({ id: _id, ...film }) => film),
  ]);
}

describe("which set is meant", () => {
  test("a name without an id means the set without one first, and a name never joins two ids", async () => {
    const name = unique("Alien");
    const nameless = await upsert({ name });
    const withId = await upsert({ name, tmdbId: nextTmdbId() });
    expect(withId).toBe(nameless);
    expect(await upsert({ name, tmdbId: nextTmdbId() })).not.toBe(nameless);
    expect(await upsert({ name })).toBe(nameless);
  });

  test("a film's provider does not rename a set, but fills what it lacks", async () => {
    const tmdbId = nextTmdbId();
    const id = await upsert({ name: unique("Matrix"), tmdbId });
    const before = await findCollection(db, { tmdbId, name: "" });
    expect(await upsert({ name: "Matrix Filmreihe", tmdbId, overview: "Red pill." })).toBe(id);
    expect(await findCollection(db, { tmdbId, name: "" })).toMatchObject({ name: before?.name, overview: "Red pill." });
  });

  test("many at once are the same as one after the other", async () => {
    const [a, b] = [unique("A"), unique("B")];
    const tmdbId = nextTmdbId();
    const sets = [
      { name: a, tmdbId: null, overview: null },
      { name: a, tmdbId, overview: "told" },
      { name: `${a} again`, tmdbId, overview: null },
      { name: b, tmdbId: null, overview: null },
    ];
    const idOf = await write((tx) => upsertCollections(tx, sets));
    const ids = sets.map(idOf);
    expect(ids).toEqual([ids[0], ids[0], ids[0], ids[3]]);
    expect(ids[3]).not.toBe(ids[0]);
    expect(await Promise.all([upsert({ name: a }), upsert({ name: b })])).toEqual([ids[0], ids[3]]);
  });
});

describe("a merge", () => {
  test("moves the films, and names and ids lead to the set; undone, everything is as it was", async () => {
    const into = await aSet(unique("Into"));
    const from = await aSet(unique("From"));
    const before = await everything();
    const films = [{ tmdbId: 77, title: "Seven", originalTitle: null, year: 1995, releaseDate: null, overview: null }];
    await db
      .insert(collectionFilms)
      .values(films.map((film) => ({ ...film, collectionId: from.collectionId, sortOrder: 1 })));
    const listed = await everything();
    await write((tx) => mergeCollections(tx, { intoId: into.collectionId, fromId: from.collectionId, userId: 1 }));
    expect(await Promise.all(from.movieIds.map(setOf))).toEqual([into.name, into.name]);
    expect(await upsert({ name: from.name })).toBe(into.collectionId);
    expect(await upsert({ name: "Renamed meanwhile", tmdbId: from.tmdbId })).toBe(into.collectionId);
    expect(await db.$count(collectionFilms, eq(collectionFilms.collectionId, into.collectionId))).toBe(1);
    // What lies in the library says the old name.
    const [first] = await db
      .select()
      .from(movies)
      .where(eq(movies.id, from.movieIds[0] ?? 0));
    expect(first).toMatchObject({ version: 4, publishedVersion: 3 });
    await takeBack(await lastOf(into.collectionId));
    expect(await everything()).toBe(listed);
    await db.delete(collectionFilms).where(eq(collectionFilms.collectionId, from.collectionId));
    expect(await everything()).toBe(before);
  });

  test("of a merged set leads on, and only the last one can be undone", async () => {
    const [a, b, c] = [await aSet(unique("A")), await aSet(unique("B")), await aSet(unique("C"))];
    const merge = (fromId: number, intoId: number) =>
      write((tx) => mergeCollections(tx, { intoId, fromId, userId: 1 }));
    const before = await everything();
    await merge(a.collectionId, b.collectionId);
    const firstMerge = await lastOf(b.collectionId);
    const between = await everything();
    await merge(b.collectionId, c.collectionId);
    expect(await upsert({ name: a.name, tmdbId: a.tmdbId })).toBe(c.collectionId);
    await expect(takeBack(firstMerge)).rejects.toMatchObject({ code: "conflict" });
    await expect(merge(b.collectionId, a.collectionId)).rejects.toMatchObject({ code: "conflict" });
    await takeBack(await lastOf(c.collectionId));
    expect(await everything()).toBe(between);
    await takeBack(firstMerge);
    expect(await everything()).toBe(before);
    await expect(takeBack(firstMerge)).rejects.toMatchObject({ code: "conflict" });
  });

  test("undone leaves a film where a person put it since", async () => {
    const [into, from] = [await aSet(unique("Into")), await aSet(unique("From"))];
    const [movieId = 0] = from.movieIds;
    await write((tx) => mergeCollections(tx, { intoId: into.collectionId, fromId: from.collectionId, userId: 1 }));
    await write((tx) => removeFilms(tx, { collectionId: into.collectionId, movieIds: [movieId], userId: 1 }));
    await takeBack(await lastOf(into.collectionId));
    expect(await Promise.all(from.movieIds.map(setOf))).toEqual([null, from.name]);
  });

  test("is not undone by the next enrichment, which changes nothing", async () => {
    const [into, from] = [await aSet(unique("Into")), await aSet(unique("From"))];
    const [movieId = 0] = from.movieIds;
    await write((tx) => mergeCollections(tx, { intoId: into.collectionId, fromId: from.collectionId, userId: 1 }));
    const says = aProviderMovie(
      { collection: from.name },
      {
        ids: { tmdb: (await getMovieState(db, movieId)).movie.tmdbId, imdb: null, tvdb: null },
        collection: { tmdbId: from.tmdbId, name: from.name, overview: null },
      },
    );
    const enrich = () => write(async (tx) => applyMetadata(tx, await getMovieState(tx, movieId), combined(says)));
    expect(await enrich()).toEqual({ changes: [], changed: false, isStamped: false });
    expect(await setOf(movieId)).toBe(into.name);
    // A person types the old name: the film is in that set already.
    await write((tx) => editMovie(tx, { movieId, patch: { collection: from.name }, userId: 1 }));
    expect(await setOf(movieId)).toBe(into.name);
    expect(await listChanges(db, { movieId, field: "collection" })).toEqual([]);
  });
});

describe("an edit", () => {
  test("locks what was changed, the old name leads to the set, and it can be taken back", async () => {
    const set = await aSet(unique("Old"));
    const name = unique("Mine");
    const edit = {
      collectionId: set.collectionId,
      patch: { name, overview: "Said." },
      opened: { version: 1 },
      userId: 1,
    };
    expect(await write((tx) => editCollection(tx, edit))).toMatchObject({ version: 2 });
    const [movieId = 0] = set.movieIds;
    expect(await setOf(movieId)).toBe(name);
    expect(await upsert({ name: set.name })).toBe(set.collectionId);
    const own = { tmdbId: set.tmdbId, name: set.name, overview: "Theirs." };
    const author = { source: "tmdb" };
    const apply = () => write((tx) => applyCollection(tx, { collectionId: set.collectionId, own, merged: [], author }));
    expect(await apply()).toEqual({ changed: false });
    const [last, first] = await listCollectionChanges(db, { collectionId: set.collectionId });
    await takeBack(last?.id ?? 0);
    await takeBack(first?.id ?? 0);
    expect(await findCollection(db, set)).toMatchObject({
      name: set.name,
      overview: null,
      nameLocked: false,
      overviewLocked: false,
    });
    expect(await apply()).toEqual({ changed: true });
  });

  test("of what changed since the form was opened is refused with both values", async () => {
    const set = await aSet(unique("Both"));
    const edit = (overview: string) =>
      write((tx) =>
        editCollection(tx, {
          collectionId: set.collectionId,
          patch: { overview },
          opened: { version: 1, values: { overview: null } },
          userId: 1,
        }),
      );
    await edit("first");
    await expect(edit("second")).rejects.toMatchObject({
      code: "conflict",
      details: { version: 2, conflicts: [{ field: "overview", label: "Overview", yours: "second", theirs: "first" }] },
    });
  });

  test("takes no name that means another set", async () => {
    const [a, b] = [await aSet(unique("A")), await aSet(unique("B"))];
    const rename = (name: string) =>
      write((tx) => editCollection(tx, { collectionId: a.collectionId, patch: { name }, userId: 1 }));
    await expect(rename(b.name)).rejects.toMatchObject({ code: "conflict", field: "name" });
  });
});

describe("an own set", () => {
  test("takes films with a lock, which their own history takes back", async () => {
    const name = unique("Mine");
    const theirs = await aSet(unique("Theirs"));
    const [movieId = 0] = theirs.movieIds;
    const { collectionId } = await write((tx) => createCollection(tx, { name, userId: 1 }));
    expect(await write((tx) => addFilms(tx, { collectionId, movieIds: theirs.movieIds, userId: 1 }))).toMatchObject({
      movieIds: theirs.movieIds,
    });
    expect(await write((tx) => addFilms(tx, { collectionId, movieIds: [movieId], userId: 1 }))).toMatchObject({
      movieIds: [],
    });
    expect((await getMovieState(db, movieId)).movie).toMatchObject({ collectionId, collectionLocked: true });
    const [change] = await listChanges(db, { movieId, field: "collection" });
    // Renamed since: it is the same set all the same.
    await write((tx) => editCollection(tx, { collectionId, patch: { name: unique("Called otherwise") }, userId: 1 }));
    await write((tx) => undoChanges(tx, { changeIds: [change?.id ?? 0], userId: 1 }));
    expect((await getMovieState(db, movieId)).movie).toMatchObject({
      collectionId: theirs.collectionId,
      collectionLocked: false,
    });
  });

  test("is deleted with its films left in none, and comes back whole", async () => {
    const name = unique("Mine");
    const { collectionId } = await write((tx) => createCollection(tx, { name, overview: "Kept.", userId: 1 }));
    await expect(write((tx) => createCollection(tx, { name, userId: 1 }))).rejects.toMatchObject({ code: "conflict" });
    const movieIds = [await aMovie(db, { collectionId, collectionLocked: true }), await aMovie(db, { collectionId })];
    const films = () =>
      db
        .select({ set: movies.collectionId, locked: movies.collectionLocked })
        .from(movies)
        .where(inArray(movies.id, movieIds))
        .orderBy(movies.id);
    const before = [await films(), await findCollection(db, { tmdbId: null, name })];
    const { changeId } = await write((tx) => deleteCollection(tx, { collectionId, userId: 1 }));
    expect(await films()).toEqual([
      { set: null, locked: true },
      { set: null, locked: true },
    ]);
    const removed = async () => (await listRemovedCollections(db)).filter((set) => set.collectionId === collectionId);
    expect(await removed()).toMatchObject([{ name, changeId }]);
    await takeBack(changeId);
    expect(await removed()).toEqual([]);
    const after = [await films(), await findCollection(db, { tmdbId: null, name })];
    expect(after).toEqual([
      before[0],
      { ...(before[1] as object), version: expect.any(Number), updatedAt: expect.any(Date) },
    ]);
    expect(await db.$count(fieldChanges, inArray(fieldChanges.entityId, movieIds))).toBe(2);
  });

  test("a set of a provider is not deleted", async () => {
    const { collectionId } = await aSet(unique("Theirs"));
    await expect(write((tx) => deleteCollection(tx, { collectionId, userId: 1 }))).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

test("films of a set follow its provider as one list, written only when it differs", async () => {
  const set = await aSet(unique("Listed"));
  const film = (tmdbId: number, releaseDate: string | null) => ({
    tmdbId,
    releaseDate,
    title: `Film ${tmdbId}`,
    originalTitle: null,
    year: null,
    overview: null,
    posterUrl: null,
  });
  const apply = (films: ReturnType<typeof film>[], more: ReturnType<typeof film>[] = []) =>
    write((tx) =>
      applyCollection(tx, {
        collectionId: set.collectionId,

        own: { tmdbId: set.tmdbId, name: set.name, overview: null, films },
        merged: [{ tmdbId: 1, name: "Merged", overview: null, films: more }],
        author: { source: "tmdb" },
      }),
    );
  const listed = async () =>
    (
      await db
        .select()
        .from(collectionFilms)
        .where(eq(collectionFilms.collectionId, set.collectionId))
        .orderBy(collectionFilms.sortOrder)
    ).map(({ tmdbId }) => tmdbId);
  expect(await apply([film(3, "1999-01-01"), film(4, null)], [film(5, "1980-05-05"), film(3, null)])).toEqual({
    changed: true,
  });
  expect(await listed()).toEqual([5, 3, 4]);
  expect(await apply([film(3, "1999-01-01"), film(4, null)], [film(5, "1980-05-05")])).toEqual({ changed: false });
  expect(await apply([])).toEqual({ changed: false });
  expect(await listed()).toEqual([5, 3, 4]);
  await apply([film(4, null)]);
  expect(await listed()).toEqual([4]);
  expect(await db.$count(jobs)).toBe(0);
});
