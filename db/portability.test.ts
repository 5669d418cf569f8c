import { and, asc, avg, count, desc, eq, exists, gt, inArray, like, max, sql, sum } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "./client.ts";
import { execute, rows } from "./raw.ts";
import { configuration, libraries, libraryRoots, movies, unknownFiles } from "./schema/index.ts";
import { testDb } from "./testing.ts";
import { transaction } from "./transaction.ts";

// What the types promise for both engines and only a run can show. Each test passes on SQLite and on PostgreSQL.

let db: Db;
let libraryId = 0;
beforeAll(async () => {
  db = await testDb();
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: "/films", type: "movie" })
    .returning({ id: libraries.id });
  libraryId = library?.id ?? 0;
});

let films = 0;
async function aFilm(values: Partial<typeof movies.$inferInsert> = {}) {
  films += 1;
  const [film] = await db
    .insert(movies)
    .values({ libraryId, filePath: `/films/${films}.mkv`, fileName: `${films}.mkv`, title: `Film ${films}`, ...values })
    .returning();
  if (!film) throw new Error("The film was not inserted.");
  return film;
}

describe("values come back as they went in", () => {
  test("moments with their milliseconds", async () => {
    const at = new Date("2026-11-23T22:59:59.120Z");
    expect(await aFilm({ missingAt: at })).toMatchObject({ missingAt: at, createdAt: expect.any(Date) });
  });

  test("days as text, whatever the time zone", async () => {
    expect(await aFilm({ releaseDate: "1998-03-29" })).toMatchObject({ releaseDate: "1998-03-29" });
  });

  test("booleans, whole numbers beyond 32 bits and fractions", async () => {
    const film = await aFilm({ monitored: false, fileSizeBytes: 90_000_000_001, rating: 7.3 });
    expect(film).toMatchObject({ monitored: false, titleLocked: false, fileSizeBytes: 90_000_000_001, rating: 7.3 });
  });

  test("JSON of every kind", async () => {
    for (const artwork of [{ a: [1, "x", null, { b: true }], 'q"uote': "é 🎬 \\ \n" }, {}]) {
      const [library] = await db.update(libraries).set({ artwork }).where(eq(libraries.id, libraryId)).returning();
      expect(library?.artwork).toEqual(artwork);
    }
    expect(await aFilm({ genres: [] })).toMatchObject({ genres: [], directors: null });
  });

  test("text with quotes, newlines, emoji and percent signs", async () => {
    const title = 'It\'s "50%"\n\\ of 🎬 _é_ $1 ? :a';
    expect(await aFilm({ title })).toMatchObject({ title });
  });
});

test("a NUL character is refused, on its own and in a transaction", async () => {
  await expect(aFilm({ title: "a\0b" })).rejects.toThrow();
  await expect(transaction(db, (tx) => tx.insert(configuration).values({ key: "a\0b" }).returning())).rejects.toThrow();
});

test("undefined in a query is an error, not a null", async () => {
  const nothing: { value?: string } = {};
  await expect(rows(db, sql`select key from ${configuration} where key = ${nothing.value}`)).rejects.toThrow();
});

describe("queries mean the same", () => {
  test("LIKE tells upper from lower case", async () => {
    await aFilm({ searchText: "Alien case" });
    const found = (pattern: string) => db.$count(movies, like(movies.searchText, pattern));
    expect([await found("Alien ca%"), await found("alien ca%")]).toEqual([1, 0]);
  });

  test("counts are numbers, sums and averages of the builder are text", async () => {
    const folder = "/sums/";
    for (const sizeBytes of [5_000_000_000, 1]) {
      await db.insert(unknownFiles).values({ libraryId, path: folder + sizeBytes, kind: "other", sizeBytes });
    }
    const [total] = await db
      .select({
        count: count(),
        sum: sum(unknownFiles.sizeBytes),
        sumNumber: sql<number>`sum(${unknownFiles.sizeBytes})`,
        most: max(unknownFiles.sizeBytes),
        mean: avg(unknownFiles.sizeBytes),
        none: sum(unknownFiles.modifiedMs),
      })
      .from(unknownFiles);
    expect(total).toEqual({
      count: 2,
      sum: "5000000001",
      sumNumber: 5_000_000_001,
      most: 5_000_000_000,
      mean: "2500000000.5",
      none: null,
    });
    expect(await db.$count(unknownFiles)).toBe(2);
  });

  test("nulls stand where the query says", async () => {
    const ids = [await aFilm({ year: 1901, tagline: "nulls" }), await aFilm({ tagline: "nulls" })].map(
      (film) => film.id,
    );
    const ordered = async (order: ReturnType<typeof sql>) => {
      const found = await db.select({ id: movies.id }).from(movies).where(eq(movies.tagline, "nulls")).orderBy(order);
      return found.map((film) => film.id);
    };
    expect(await ordered(sql`${movies.year} asc nulls last`)).toEqual(ids);
    expect(await ordered(sql`${movies.year} desc nulls first`)).toEqual(ids.toReversed());
  });

  test("sort keys are ordered byte by byte", async () => {
    for (const sortKey of ["b", "Z", "é", "a", "_"]) await aFilm({ sortKey, tagline: "order" });
    const found = await db
      .select({ key: movies.sortKey })
      .from(movies)
      .where(eq(movies.tagline, "order"))
      .orderBy(asc(movies.sortKey), desc(movies.id));
    expect(found.map((film) => film.key).join("")).toBe("Z_abé");
  });

  test("moments are compared as moments", async () => {
    await aFilm({ missingAt: new Date(1_000), tagline: "moments" });
    const later = (at: Date) => db.$count(movies, and(eq(movies.tagline, "moments"), gt(movies.missingAt, at)));
    expect([await later(new Date(999)), await later(new Date(1_000))]).toEqual([1, 0]);
    const [raw] = await rows(
      db,
      sql`select count(*) as n from ${movies} where ${movies.missingAt} < ${new Date(1_001)}`,
    );
    expect(raw).toEqual({ n: 1 });
  });

  test("the database's clock is the one that the defaults use", async () => {
    const film = await aFilm();
    expect(Math.abs(film.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  test("joins, exists, groups and lists of values", async () => {
    const film = await aFilm({ tagline: "joined" });
    const found = await db
      .select({ title: movies.title, library: libraries.name, root: libraryRoots.path })
      .from(movies)
      .innerJoin(libraries, eq(movies.libraryId, libraries.id))
      .leftJoin(libraryRoots, eq(libraryRoots.libraryId, libraries.id))
      .where(
        and(
          inArray(movies.id, [film.id, -1]),
          exists(db.select({ one: sql`1` }).from(libraries).where(eq(libraries.id, movies.libraryId))),
        ),
      );
    expect(found).toEqual([{ title: film.title, library: "Films", root: null }]);
    const grouped = await db
      .select({ libraryId: movies.libraryId, films: count() })
      .from(movies)
      .where(inArray(movies.tagline, ["joined"]))
      .groupBy(movies.libraryId);
    expect(grouped).toEqual([{ libraryId, films: 1 }]);
  });

  test("an insert meets an existing row", async () => {
    const row = { key: "conflict", value: "1" };
    await db.insert(configuration).values(row);
    const ignored = await db.insert(configuration).values(row).onConflictDoNothing().returning();
    expect(ignored).toEqual([]);
    const [updated] = await db
      .insert(configuration)
      .values({ ...row, value: "2" })
      .onConflictDoUpdate({ target: configuration.key, set: { value: sql`excluded.value` } })
      .returning();
    expect(updated).toMatchObject({ value: "2" });
  });

  test("update and delete say which rows they touched", async () => {
    const film = await aFilm();
    const updated = await db
      .update(movies)
      .set({ year: 2001 })
      .where(eq(movies.id, film.id))
      .returning({ year: movies.year });
    expect(updated).toEqual([{ year: 2001 }]);
    expect(await db.delete(movies).where(eq(movies.id, film.id)).returning({ id: movies.id })).toEqual([
      { id: film.id },
    ]);
    expect(await db.delete(movies).where(eq(movies.id, film.id)).returning({ id: movies.id })).toEqual([]);
  });

  test("a prepared query runs with different values", async () => {
    const byTitle = db
      .select({ id: movies.id })
      .from(movies)
      .where(eq(movies.title, sql.placeholder("title")))
      .prepare("movies_by_title");
    const film = await aFilm({ title: "Prepared" });
    expect(await byTitle.execute({ title: "Prepared" })).toEqual([{ id: film.id }]);
    expect(await byTitle.execute({ title: "Nothing" })).toEqual([]);
  });
});

describe("SQL written by hand", () => {
  test("gives objects with numbers, text and null", async () => {
    const film = await aFilm({
      missingAt: new Date("2026-01-02T03:04:05.600Z"),
      genres: ["a"],
      fileSizeBytes: 5_000_000_000,
    });
    const found = await rows(
      db,
      sql`select id, missing_at, release_date, genres, file_size, rating, count(*) over () as total from ${movies} where id = ${film.id}`,
    );
    expect(found).toEqual([
      {
        id: film.id,
        missing_at: "2026-01-02T03:04:05.600Z",
        release_date: null,
        genres: '["a"]',
        file_size: 5_000_000_000,
        rating: null,
        total: 1,
      },
    ]);
  });

  test("takes booleans and moments, and writes inside and outside a transaction", async () => {
    const film = await aFilm();
    await execute(
      db,
      sql`update ${movies} set monitored = ${false}, missing_at = ${new Date(5)} where id = ${film.id}`,
    );
    await transaction(db, async (tx) => {
      await execute(tx, sql`update ${movies} set year = 1999 where id = ${film.id}`);
      expect(await rows(tx, sql`select year from ${movies} where id = ${film.id}`)).toEqual([{ year: 1999 }]);
    });
    const [after] = await db.select().from(movies).where(eq(movies.id, film.id));
    expect(after).toMatchObject({ monitored: false, missingAt: new Date(5), year: 1999 });
  });

  test("returns what it changed", async () => {
    const film = await aFilm();
    expect(await rows(db, sql`update ${movies} set year = 7 where id = ${film.id} returning year`)).toEqual([
      { year: 7 },
    ]);
  });
});
