import { asc, count, eq, like } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { bulkInsert, bulkUpdate } from "./bulk.ts";
import type { Db } from "./client.ts";
import { isUniqueViolation } from "./errors.ts";
import { configuration, libraries, movies } from "./schema/index.ts";
import { testDb } from "./testing.ts";
import { transaction } from "./transaction.ts";

let db: Db;
let libraryId = 0;
beforeAll(async () => {
  db = await testDb();
  const [library] = await bulkInsert(db, libraries, [{ name: "Films", path: "/films", type: "movie" }], {
    returning: ["id"],
  });
  libraryId = library?.id ?? 0;
});

const someFilms = (folder: string, amount: number): (typeof movies.$inferInsert)[] =>
  Array.from({ length: amount }, (_, index) => ({
    libraryId,
    filePath: `/films/${folder}/${index}.mkv`,
    fileName: `${index}.mkv`,
    title: `Film ${index}`,
    year: index,
  }));

const amountIn = async (folder: string) => {
  const [found] = await db
    .select({ films: count() })
    .from(movies)
    .where(like(movies.filePath, `/films/${folder}/%`));
  return found?.films;
};

test("any number of rows is inserted, and none is fine", async () => {
  await bulkInsert(db, movies, someFilms("many", 4_321));
  await bulkInsert(db, movies, []);
  expect(await amountIn("many")).toBe(4_321);
});

test("values arrive as the query builder would write them", async () => {
  const film = {
    ...someFilms("values", 1)[0],
    libraryId,
    filePath: "/films/values/0.mkv",
    fileName: 'Quo"te \\ {a,b} NULL.mkv',
    title: "",
    sortTitle: "NULL",
    plot: "Line\nbreak, 🎬 and 'quotes'",
    fileSizeBytes: 90_000_000_001,
    rating: 7.25,
    releaseDate: "1998-03-29",
    missingAt: new Date("2026-11-23T10:00:00.123Z"),
    genres: ['Dra"ma', "Comédie", "a,b\\"],
    directors: [],
    monitored: false,
    tagline: null,
  };
  await bulkInsert(db, movies, [film]);
  const [stored] = await db.select().from(movies).where(eq(movies.filePath, film.filePath));
  expect(stored).toMatchObject({ ...film, titleLocked: false, version: 1, createdAt: expect.any(Date) });
});

test("what a row leaves out gets its default", async () => {
  const [first, second] = someFilms("defaults", 2);
  if (!first || !second) throw new Error("Two films are needed.");
  const createdAt = new Date("2001-02-03T04:05:06.000Z");
  await bulkInsert(db, movies, [{ ...first, monitored: false, plot: "Given", createdAt, version: 7 }, second]);
  const stored = await db
    .select()
    .from(movies)
    .where(like(movies.filePath, "/films/defaults/%"))
    .orderBy(asc(movies.filePath));
  expect(stored).toMatchObject([
    { monitored: false, plot: "Given", createdAt, version: 7 },
    { monitored: true, plot: null, createdAt: expect.any(Date), version: 1 },
  ]);
  expect(Date.now() - (stored[1]?.createdAt.getTime() ?? 0)).toBeLessThan(60_000);
});

test("asked-for columns come back decoded", async () => {
  const found = await bulkInsert(db, movies, someFilms("returned", 60), {
    returning: ["id", "filePath", "monitored", "createdAt"],
  });
  expect(found).toHaveLength(60);
  expect(found[0]).toEqual({
    id: expect.any(Number),
    filePath: "/films/returned/0.mkv",
    monitored: true,
    createdAt: expect.any(Date),
  });
});

test("rows that exist are passed over or updated", async () => {
  await bulkInsert(db, configuration, [{ key: "old", value: "1" }]);
  const rows = [
    { key: "old", value: "2" },
    { key: "new", value: "2" },
  ];
  expect(await bulkInsert(db, configuration, rows, { onConflict: "ignore", returning: ["key"] })).toEqual([
    { key: "new" },
  ]);
  const onConflict = { target: ["key"], update: ["value"] } as const;
  await bulkInsert(db, configuration, [...rows, { key: "old", value: "3" }], { onConflict });
  const [old] = await db.select().from(configuration).where(eq(configuration.key, "old"));
  expect(old?.value).toBe("3");
});

test("one refused row takes all of them back", async () => {
  const films = someFilms("refused", 130);
  await expect(bulkInsert(db, movies, [...films, ...films.slice(0, 1)])).rejects.toSatisfy(isUniqueViolation);
  expect(await amountIn("refused")).toBe(0);
});

test("inside a transaction it shares its fate", async () => {
  const failing = transaction(db, async (tx) => {
    await bulkInsert(tx, movies, someFilms("shared", 10));
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await amountIn("shared")).toBe(0);
});

test("many rows are updated by their key", async () => {
  const films = await bulkInsert(db, movies, someFilms("updated", 120), { returning: ["id", "title"] });
  await bulkUpdate(
    db,
    movies,
    films.map(({ id, title }) => ({ id, title: `${title} again`, missingAt: new Date(id), genres: [title] })),
  );
  const [last] = films.slice(-1);
  if (!last) throw new Error("The films were not inserted.");
  const [stored] = await db.select().from(movies).where(eq(movies.id, last.id));
  expect(stored).toMatchObject({
    title: `${last.title} again`,
    missingAt: new Date(last.id),
    genres: [last.title],
    year: 119,
  });
});

test("a value that only some rows have, and the database chooses, is refused", async () => {
  const [first, second] = someFilms("chosen", 2);
  if (!first || !second) throw new Error("Two films are needed.");
  await expect(bulkInsert(db, movies, [{ ...first, id: 5_000_000 }, second])).rejects.toThrow("Give id for every row");
});
