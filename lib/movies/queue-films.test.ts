import { beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { jobs, libraries, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { queueFilms, setMonitored } from "./queue-films.ts";

let db: Db;
let ids: number[] = [];

beforeAll(async () => {
  db = await testDb();
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: "/films", type: "movie" })
    .returning({ id: libraries.id });
  const made = await db
    .insert(movies)
    .values(
      ["Heat", "Ran", "Removed"].map((title) => ({
        libraryId: library?.id ?? 0,
        filePath: `/films/${title}.mkv`,
        fileName: `${title}.mkv`,
        title,
        deletedAt: title === "Removed" ? new Date() : null,
      })),
    )
    .returning({ id: movies.id });
  ids = made.map(({ id }) => id);
});

test("a command becomes one job for each film that is there, once", async () => {
  const [heat = 0, ran = 0] = ids;
  const ask = { movieIds: [...ids, 999_999], userId: 7, command: "replace" } as const;
  expect(await transaction(db, (tx) => queueFilms(tx, ask))).toBe(2);
  expect(await transaction(db, (tx) => queueFilms(tx, ask))).toBe(0);
  const waiting = await db.select({ type: jobs.type, payload: jobs.payload, createdBy: jobs.createdBy }).from(jobs);
  expect(waiting.toSorted((a, b) => Number(a.payload?.movieId) - Number(b.payload?.movieId))).toEqual(
    [heat, ran].map((movieId) => ({ type: "movie.enrich", payload: { movieId, mode: "replace" }, createdBy: 7 })),
  );
});

test("monitoring tells which films it changed, so that it can be undone", async () => {
  const [heat = 0, ran = 0] = ids;
  const set = (movieIds: number[], monitored: boolean) =>
    transaction(db, (tx) => setMonitored(tx, { movieIds, monitored }));
  expect(await set([heat], false)).toEqual([heat]);
  expect(await set(ids, false)).toEqual([ran]);
  expect(await set([ran], true)).toEqual([ran]);
  expect(await set([], true)).toEqual([]);
});
