import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { fieldChanges, jobs, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { planUndo } from "#lib/undo/plan-undo.ts";
import { undoTarget } from "#lib/undo/undo-changes.ts";
import { editFilms, planBulkEdit } from "./bulk-edit.ts";
import { getMovieState } from "./movie-state.ts";
import { aMovie, editMovie } from "./testing.ts";
import { type BulkEdit, bulkEditSchema } from "./vocabulary.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const parse = (edit: Partial<BulkEdit>) => bulkEditSchema.parse(edit);

describe("what an edit of many films makes of a list", () => {
  test.each([
    ["add", ["Drama"], ["War", "drama"], ["Drama", "War"]],
    ["add", null, ["War"], ["War"]],
    ["remove", ["Drama", "War"], ["DRAMA"], ["War"]],
    ["remove", ["War"], ["War"], null],
    ["set", ["Drama"], ["War", "Noir"], ["War", "Noir"]],
    ["set", ["Drama"], [], null],
  ] as const)("%s: %j and %j are %j", (way, genres, names, after) => {
    const edit = parse({ lists: { genres: { way, names: [...names] } } });
    expect(planBulkEdit({ genres }, edit)).toEqual([{ field: "genres", oldValue: genres, newValue: after }]);
  });

  test("nothing where it is so already", () => {
    const edit = parse({ lists: { tags: { way: "add", names: ["a"] } }, values: { userRating: 7 } });
    expect(planBulkEdit({ tags: ["A"], userRating: 7 }, edit)).toEqual([]);
  });

  test.each([
    [{}, "Choose something"],
    [{ values: { userRating: 11 } }, "0 to 10"],
    [{ lock: ["budget"] }, "cannot be locked"],
  ])("%j is refused in plain words", (edit, words) => {
    expect(
      bulkEditSchema
        .safeParse(edit)
        .error?.issues.map(({ message }) => message)
        .join(),
    ).toContain(words);
  });
});

test("many films are edited as one, locked, and taken back as one, but for what was edited since", async () => {
  const movieIds: number[] = [];
  for (const title of ["A", "B", "C"]) {
    const movieId = await aMovie(
      db,
      { title, identificationStatus: "enriched", userRating: 3, plotLocked: title === "C" },
      { automation: "full" },
    );
    await transaction(db, (tx) => editMovie(tx, { movieId, patch: { genres: ["Drama"] }, userId: 1, source: "nfo" }));
    movieIds.push(movieId);
  }
  await db.delete(jobs);
  const before = await db.select().from(movies).where(inArray(movies.id, movieIds)).orderBy(movies.id);
  const edit = parse({
    lists: { genres: { way: "add", names: ["Noir"] }, tags: { way: "set", names: ["mine"] } },
    values: { collection: "Our set", userRating: null },
    lock: ["plot"],
    unlock: ["tags"],
  });
  const seen: number[] = [];
  const done = await editFilms(db, { movieIds, edit, userId: 1, batch: "b1", onProgress: (films) => seen.push(films) });
  expect(done).toEqual({ films: 3, fields: 14 });
  expect(seen).toEqual([3]);
  const films = await db.select().from(movies).where(inArray(movies.id, movieIds)).orderBy(movies.id);
  for (const film of films) {
    expect(film).toMatchObject({
      ...{ genres: ["Drama", "Noir"], tags: ["mine"], userRating: null },
      ...{ genresLocked: true, tagsLocked: false, collectionLocked: true, plotLocked: true },
    });
  }
  expect(new Set(films.map(({ collectionId }) => collectionId)).size).toBe(1);
  expect(await db.$count(jobs, eq(jobs.type, "movie.publish"))).toBe(3);
  expect(await editFilms(db, { movieIds, edit, userId: 1, batch: "b2" })).toEqual({ films: 0, fields: 0 });

  const [first = 0, , third = 0] = movieIds;
  await transaction(db, (tx) => editMovie(tx, { movieId: first, patch: { tags: ["other"] }, userId: 2 }));
  expect(await planUndo(db, { batch: "b1" })).toMatchObject({ items: 3, fields: 13, skipped: 1 });
  await undoTarget(db, { target: { batch: "b1" }, userId: 1 });
  const after = await db.select().from(movies).where(inArray(movies.id, movieIds)).orderBy(movies.id);
  expect(after.map(({ genres, userRating, plotLocked }) => ({ genres, userRating, plotLocked }))).toEqual(
    before.map(({ genres, userRating, plotLocked }) => ({ genres, userRating, plotLocked })),
  );
  expect(after.map(({ tags }) => tags ?? [])).toEqual([["other"], [], []]);
  expect((await getMovieState(db, third)).values.collection).toBeNull();
  const rows = and(eq(fieldChanges.batch, "b1"), inArray(fieldChanges.entityId, movieIds));
  expect(await db.$count(fieldChanges, rows)).toBe(14);
});

test("removed films are passed over", async () => {
  const movieId = await aMovie(db, { deletedAt: new Date() });
  const edit = parse({ values: { userRating: 5 } });
  expect(await editFilms(db, { movieIds: [movieId], edit, userId: 1, batch: "b3" })).toEqual({ films: 0, fields: 0 });
});
