import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, genres, libraries, movieGenres, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { titleColumns } from "#lib/sort-key.ts";
import { findMovieCards, listMovieOrder, listMovies, summarizeMovies } from "./list-movies.ts";
import type { MovieSort } from "./movie-cursor.ts";
import type { MovieFilter } from "./movie-filter.ts";
import { movieSortFields, movieStatusNames } from "./vocabulary.ts";

let db: Db;
let libraryId = 0;
let made = 0;

type Values = Partial<typeof movies.$inferInsert>;

function film(values: Values & { title: string }): typeof movies.$inferInsert {
  made += 1;
  const titles = titleColumns({ title: values.title, originalTitle: values.originalTitle ?? null, sortTitle: null });
  return { libraryId, filePath: `/films/${made}.mkv`, fileName: `${made}.mkv`, ...titles, ...values };
}

async function aFilm(values: Values & { title: string }): Promise<number> {
  const [row] = await db.insert(movies).values(film(values)).returning({ id: movies.id });
  return row?.id ?? 0;
}

const sorts: MovieSort[] = movieSortFields.flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);
const nameOf = ({ by, descending }: MovieSort) => `${by} ${descending ? "down" : "up"}`;

async function walk({ sort, filter, limit }: { sort: MovieSort; filter?: MovieFilter; limit: number }) {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMovies(db, { sort, limit, cursor, ...(filter ? { filter } : {}) });
    expect(page.movies.length).toBeLessThanOrEqual(limit);
    seen.push(...page.movies.map(({ movieId }) => movieId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

beforeAll(async () => {
  db = await testDb();
  const [library] = await db
    .insert(libraries)
    .values({ name: "Films", path: "/films", type: "movie" })
    .returning({ id: libraries.id });
  libraryId = library?.id ?? 0;
});

describe("paging", () => {
  // Few distinct values, so that pages end in the middle of equal ones.
  beforeAll(async () => {
    const many = Array.from({ length: 143 }, (_, index) =>
      film({
        title: `Paged ${["Alpha", "beta", "Éclair", "Ωmega", "The Zoo"][index % 5]}`,
        year: index % 4 === 0 ? null : 1990 + (index % 3),
        rating: index % 5 === 0 ? null : [6.1, 7.3, 8.25][index % 3],
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index % 7, index % 2)),
      }),
    );
    await bulkInsert(db, movies, many);
  });

  test.each(sorts.map((sort) => [nameOf(sort), sort] as const))(
    "pages by %s have no gaps and no doubles, whatever their size",
    async (_name, sort) => {
      const filter = { search: "paged" };
      const order = await listMovieOrder(db, { sort, filter });
      expect(order).toHaveLength(143);
      for (const limit of [3, 40, 143]) expect(await walk({ sort, filter, limit })).toEqual(order);
    },
  );

  test("films without a year come last in both directions", async () => {
    for (const descending of [false, true]) {
      const { movies: found } = await listMovies(db, { sort: { by: "year", descending }, limit: 200 });
      const years = found.map(({ year }) => year);
      const known = years.filter((year) => year !== null);
      expect(years.slice(0, known.length)).toEqual(known);
      expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
    }
  });

  test("a film added while somebody pages appears once or not at all", async () => {
    const sort = { by: "title", descending: false } as const;
    const first = await listMovies(db, { sort, filter: { search: "paged" }, limit: 70 });
    await aFilm({ title: "Paged Aaaa" });
    const last = await aFilm({ title: "Paged Zzzz" });
    const rest = await listMovies(db, {
      sort,
      filter: { search: "paged" },
      limit: 200,
      cursor: first.nextCursor ?? "",
    });
    const seen = [...first.movies, ...rest.movies].map(({ movieId }) => movieId);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain(last);
  });

  test.each(["", "x", "eyJ9", Buffer.from('["year",true,2000,1]').toString("base64url"), "a".repeat(10_000)])(
    "a foreign cursor %# is refused",
    async (cursor) => {
      await expect(listMovies(db, { cursor })).rejects.toMatchObject({ code: "invalid", field: "cursor" });
    },
  );

  test("a page has at most 200 films", async () => {
    await bulkInsert(
      db,
      movies,
      Array.from({ length: 210 }, (_, index) => film({ title: `Bulk ${index}` })),
    );
    const page = await listMovies(db, { filter: { search: "bulk" }, limit: 5_000 });
    expect(page.movies).toHaveLength(200);
  });
});

describe("search", () => {
  const found = async (search: string) =>
    (await listMovies(db, { filter: { search }, limit: 200 })).movies.map(({ title }) => title);

  beforeAll(async () => {
    await aFilm({ title: "100% Wolf" });
    await aFilm({ title: "Amélie", originalTitle: "Le Fabuleux Destin d'Amélie Poulain" });
    await aFilm({ title: "Under_score" });
    await aFilm({ title: `What's "Up", Doc?` });
    await aFilm({ title: "千と千尋の神隠し", originalTitle: "Sen to Chihiro" });
  });

  test("finds titles and original titles without marks, in any case and order of words", async () => {
    expect(await found("AMELIE")).toEqual(["Amélie"]);
    expect(await found("poulain destin")).toEqual(["Amélie"]);
    expect(await found("千尋")).toEqual(["千と千尋の神隠し"]);
  });

  test("S20: signs of SQL and LIKE are plain text", async () => {
    expect(await found("100% w")).toEqual(["100% Wolf"]);
    expect(await found("under_score")).toEqual(["Under_score"]);
    expect(await found(`what's "up"`)).toEqual([`What's "Up", Doc?`]);
    for (const search of ["%", "_", "%_%", "'", '"', "\\", "' or 1=1 --", "'; drop table movies; --", "100_ wolf%%x"]) {
      expect(await found(search)).toEqual([]);
    }
    expect(await found("   ")).toEqual(await found(""));
    expect(await found("")).toContain("100% Wolf");
  });

  test("S20: nothing a person can type makes an error", async () => {
    const signs = ["%", "_", "'", '"', "\\", ";", "--", "\n", "🎬", "é", "a", " ", "*", "(", "NEAR", "\u202e", "1"];
    for (let seed = 1; seed <= 200; seed += 1) {
      const search = Array.from({ length: seed % 9 }, (_, at) => signs[(seed * 7 + at * at * 5) % signs.length]).join(
        "",
      );
      expect(Array.isArray(await found(search))).toBe(true);
    }
    expect(await found("a".repeat(100_000))).toEqual([]);
  });
});

describe("filters", () => {
  const titles = async (filter: MovieFilter) =>
    (await listMovies(db, { filter: { search: "filtered", ...filter }, limit: 200 })).movies.map(({ title }) => title);

  beforeAll(async () => {
    await aFilm({ title: "Filtered discovered" });
    await aFilm({ title: "Filtered enriched", identificationStatus: "enriched", plotLocked: true });
    await aFilm({
      title: "Filtered gone",
      identificationStatus: "enriched",
      missingAt: new Date(),
      thumbLocked: true,
      lastPublishedAt: new Date(),
      publishedVersion: 1,
    });
    await aFilm({ title: "Filtered removed", deletedAt: new Date() });
    const [other] = await db
      .insert(libraries)
      .values({ name: "Other", path: "/other", type: "movie" })
      .returning({ id: libraries.id });
    const pictured = await aFilm({ title: "Filtered pictured", libraryId: other?.id ?? 0 });
    const [poster] = await db
      .insert(cacheImageFiles)
      .values({
        entityType: "movie",
        entityId: pictured,
        filePath: "cache/assets/aa/bb/aabb.jpg",
        fileName: "aabb.jpg",
        fileSizeBytes: 1,
        fileHash: "aabb",
        imageType: "poster",
        width: 2,
        height: 3,
        format: "jpg",
        thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
      })
      .returning({ id: cacheImageFiles.id });
    await db
      .update(movies)
      .set({ posterId: poster?.id ?? null })
      .where(eq(movies.id, pictured));
    const [drama] = await db.insert(genres).values({ name: "Drama" }).returning({ id: genres.id });
    await db.insert(movieGenres).values({ movieId: pictured, genreId: drama?.id ?? 0 });
  });

  test("removed films are never listed, and films whose file is gone only when asked for", async () => {
    expect(await titles({})).toEqual(["Filtered discovered", "Filtered enriched", "Filtered pictured"]);
    expect(await titles({ statuses: [] })).toHaveLength(3);
    expect(await titles({ statuses: movieStatusNames })).toHaveLength(4);
  });

  test("a film whose file is gone counts as missing, not by how far it was", async () => {
    expect(await titles({ statuses: ["enriched"] })).toEqual(["Filtered enriched"]);
    expect(await titles({ statuses: ["missing"] })).toEqual(["Filtered gone"]);
    expect(await titles({ statuses: ["enriched", "missing"] })).toEqual(["Filtered enriched", "Filtered gone"]);
  });

  test("locked finds fields and pictures alike", async () => {
    expect(await titles({ locked: true })).toEqual(["Filtered enriched"]);
    expect(await titles({ locked: true, statuses: ["missing"] })).toEqual(["Filtered gone"]);
  });

  test("gaps, libraries and genres", async () => {
    expect(await titles({ missing: ["poster"] })).not.toContain("Filtered pictured");
    expect(await titles({ missing: ["published"], statuses: ["missing"] })).not.toContain("Filtered gone");
    expect(await titles({ missing: ["poster", "fanart"] })).toHaveLength(3);
    expect(await titles({ genres: ["Drama"] })).toEqual(["Filtered pictured"]);
    expect(await titles({ genres: ["Nothing"] })).toEqual([]);
    expect(await titles({ libraryIds: [libraryId] })).toHaveLength(2);
  });

  test("the summary counts what the list shows and names the newest", async () => {
    const order = await listMovieOrder(db, { filter: { search: "filtered" } });
    expect(await summarizeMovies(db, { search: "filtered" })).toEqual({
      count: order.length,
      newestId: Math.max(...order),
    });
    expect(await summarizeMovies(db, { search: "no such film" })).toEqual({ count: 0, newestId: 0 });
  });

  test("a card holds its poster and what is locked or missing", async () => {
    const { movies: found } = await listMovies(db, { filter: { search: "filtered", statuses: movieStatusNames } });
    const card = found.find(({ title }) => title === "Filtered pictured");
    expect(card).toMatchObject({ posterHash: "aabb", hasFanart: false, isLocked: false, status: "discovered" });
    expect(found.find(({ title }) => title === "Filtered gone")).toMatchObject({ isLocked: true, posterHash: null });
    expect(await findMovieCards(db, [card?.movieId ?? 0, 999_999_999])).toEqual([card]);
    expect(await findMovieCards(db, [])).toEqual([]);
  });
});
