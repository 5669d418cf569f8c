import { desc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { fieldChanges, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { listEntityChanges } from "#lib/editing/list-changes.ts";
import { undoChanges } from "#lib/undo/undo-changes.ts";
import { applyMetadata } from "./apply-metadata.ts";
import { setLocks } from "./edit.ts";
import { getMovieState } from "./movie-state.ts";
import { aMovie, aProviderMovie, combined, type EditMovie, editMovie } from "./testing.ts";
import { movieEditSchema } from "./vocabulary.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const edit = (movieId: number, patch: EditMovie["patch"], more: Partial<EditMovie> = {}) =>
  transaction(db, (tx) => editMovie(tx, { movieId, patch, userId: 1, ...more }));
const enrich = (movieId: number, fields: Parameters<typeof aProviderMovie>[0]) =>
  transaction(db, async (tx) => applyMetadata(tx, await getMovieState(tx, movieId), combined(aProviderMovie(fields))));
const rowOf = async (movieId: number) => (await db.select().from(movies).where(eq(movies.id, movieId)))[0];
const lastChange = async (movieId: number, field: string) => {
  const [row] = await db
    .select()
    .from(fieldChanges)
    .where(eq(fieldChanges.entityId, movieId))
    .orderBy(desc(fieldChanges.id))
    .limit(1);
  expect(row?.field).toBe(field);
  return row?.id ?? 0;
};

describe("an edit", () => {
  test("is written, locks its fields alone, and survives the next enrichment", async () => {
    const movieId = await aMovie(db, { plot: "theirs" });
    const { version } = await edit(movieId, { title: "The Mine", genres: ["Home", "Video"], collection: "My set" });
    expect(version).toBe(2);
    expect(await rowOf(movieId)).toMatchObject({
      title: "The Mine",
      sortTitle: "Mine, The",
      searchText: "the mine",
      titleLocked: true,
      genresLocked: true,
      collectionLocked: true,
      plotLocked: false,
    });
    await enrich(movieId, { title: "Other", genres: ["Horror"], plot: "new", collection: "Their set" });
    expect(await rowOf(movieId)).toMatchObject({ title: "The Mine", genres: ["Home", "Video"], plot: "new" });
    expect((await getMovieState(db, movieId)).values.collection).toBe("My set");
    expect((await fieldSources(db, "movie", movieId)).get("title")).toMatchObject({ source: "user", userId: 1 });
  });

  test("that empties a field keeps it empty", async () => {
    const movieId = await aMovie(db, { plot: "theirs", tagline: "theirs" });
    await edit(movieId, movieEditSchema.parse({ plot: "  ", genres: [] }));
    await enrich(movieId, { plot: "again" });
    expect(await rowOf(movieId)).toMatchObject({ plot: null, plotLocked: true, genresLocked: false });
  });

  test("that changes nothing writes nothing", async () => {
    const movieId = await aMovie(db, { plot: "same" });
    expect(await edit(movieId, { plot: "same" })).toEqual({ changes: [], version: 1 });
    expect(await rowOf(movieId)).toMatchObject({ version: 1, plotLocked: false });
  });

  test("of a film that is gone says so", async () => {
    await expect(edit(999_999, { plot: "x" })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([
    [{ title: "" }, "needs a title"],
    [{ year: 12 }, "1870"],
    [{ releaseDate: "1.2.1999" }, "2026-11-23"],
    [{ userRating: 11 }, "0 to 10"],
    [{ trailerUrl: "javascript:alert(1)" }, "begins with http"],
    [{ unknown: 1 }, "unknown"],
  ])("%j is refused in plain words", (patch, words) => {
    const parsed = movieEditSchema.safeParse(patch);
    expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(words);
  });
});

describe("R18 two who edit at once", () => {
  test("the same field: the second is told both values, and nothing of it is written", async () => {
    const movieId = await aMovie(db, { plot: "start", tagline: "start" });
    const opened = { version: 1, values: { plot: "start", tagline: "start" } };
    await edit(movieId, { plot: "first" }, { opened });
    await expect(edit(movieId, { plot: "second", tagline: "second" }, { opened, userId: 2 })).rejects.toMatchObject({
      code: "conflict",
      details: { conflicts: [{ field: "plot", label: "Plot", yours: "second", theirs: "first" }], version: 2 },
    });
    expect(await rowOf(movieId)).toMatchObject({ plot: "first", tagline: "start" });
  });

  test("different fields: both are kept", async () => {
    const movieId = await aMovie(db, { plot: "start", tagline: "start" });
    const opened = { version: 1, values: { plot: "start", tagline: "start" } };
    await edit(movieId, { plot: "first" }, { opened });
    await edit(movieId, { tagline: "second" }, { opened, userId: 2 });
    expect(await rowOf(movieId)).toMatchObject({ plot: "first", tagline: "second" });
  });

  test("an enrichment in between is noticed like a person", async () => {
    const movieId = await aMovie(db, { plot: "start" });
    await enrich(movieId, { plot: "from TMDB" });
    const opened = { version: 1, values: { plot: "start" } };
    await expect(edit(movieId, { plot: "mine" }, { opened })).rejects.toMatchObject({ code: "conflict" });
  });

  test("with a version alone every change since is a conflict", async () => {
    const movieId = await aMovie(db, { plot: "start" });
    await edit(movieId, { tagline: "other" });
    await expect(edit(movieId, { plot: "mine" }, { opened: { version: 1 } })).rejects.toMatchObject({
      code: "conflict",
    });
    await edit(movieId, { plot: "mine" }, { opened: { version: 2 } });
  });

  test("of 20 at the same moment one wins and 19 are told", async () => {
    const movieId = await aMovie(db, { plot: "start" });
    const opened = { version: 1, values: { plot: "start" } };
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => edit(movieId, { plot: `plot ${index}` }, { opened })),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(all.filter((one) => one.status === "rejected" && one.reason.code === "conflict")).toHaveLength(19);
    expect((await rowOf(movieId))?.version).toBe(2);
  });
});

describe("history", () => {
  test("undoing an enrichment's change restores the value and locks it, so that it stays", async () => {
    const movieId = await aMovie(db, { plot: "old" });
    await enrich(movieId, { plot: "new" });
    const changes = await listEntityChanges(db, { entityType: "movie", entityId: movieId, field: "plot" });
    await transaction(db, (tx) => undoChanges(tx, { changeIds: [changes[0]?.id ?? 0], userId: 1 }));
    expect(await rowOf(movieId)).toMatchObject({ plot: "old", plotLocked: true });
    await enrich(movieId, { plot: "new" });
    expect(await rowOf(movieId)).toMatchObject({ plot: "old" });
  });

  test("undoing an edit takes its lock away, unless an earlier edit stands", async () => {
    const movieId = await aMovie(db, { plot: "old" });
    await edit(movieId, { plot: "one" });
    await edit(movieId, { plot: "two" });
    const undo = async () => {
      const rows = await listEntityChanges(db, { entityType: "movie", entityId: movieId, field: "plot" });
      const standing = rows.find((row) => row.undoneAt === null && row.undoOf === null);
      return transaction(db, (tx) => undoChanges(tx, { changeIds: [standing?.id ?? 0], userId: 1 }));
    };
    await undo();
    expect(await rowOf(movieId)).toMatchObject({ plot: "one", plotLocked: true });
    await undo();
    expect(await rowOf(movieId)).toMatchObject({ plot: "old", plotLocked: false });
  });

  test("a change is taken back once, and only while it stands", async () => {
    const movieId = await aMovie(db, { plot: "old" });
    await edit(movieId, { plot: "one" });
    const first = await lastChange(movieId, "plot");
    await edit(movieId, { plot: "two" });
    const undo = (changeId: number) => transaction(db, (tx) => undoChanges(tx, { changeIds: [changeId], userId: 1 }));
    await expect(undo(first)).rejects.toThrow("later change first");
    const second = await lastChange(movieId, "plot");
    await undo(second);
    await expect(undo(second)).rejects.toThrow("already");
    await expect(undo(await lastChange(movieId, "plot"))).rejects.toMatchObject({ code: "invalid" });
  });

  test("a list and a title come back with everything made from them", async () => {
    const movieId = await aMovie(db, { title: "Old" });
    await edit(movieId, { genres: ["Horror"] });
    const changeId = await lastChange(movieId, "genres");
    await transaction(db, (tx) => undoChanges(tx, { changeIds: [changeId], userId: 1 }));
    await edit(movieId, { title: "The New" });
    const titleChangeId = await lastChange(movieId, "title");
    await transaction(db, (tx) => undoChanges(tx, { changeIds: [titleChangeId], userId: 1 }));
    expect(await rowOf(movieId)).toMatchObject({ genres: [], title: "Old", sortKey: "old", searchText: "old" });
  });
});

test("locks are set and taken away by name", async () => {
  const movieId = await aMovie(db);
  const set = (locks: Parameters<typeof setLocks>[1]["locks"]) =>
    transaction(db, (tx) => setLocks(tx, { movieId, locks }));
  expect(await set({ plot: true, poster: true, actorsOrder: true })).toBe(2);
  expect(await set({ plot: true })).toBe(2);
  expect(await set({ plot: false })).toBe(3);
  expect(await rowOf(movieId)).toMatchObject({ plotLocked: false, posterLocked: true, actorsOrderLocked: true });
});
