import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { titleColumns } from "#lib/sort-key.ts";
import type { SeriesFilter } from "./list-filter.ts";
import { findSeriesCards, listSeries, listSeriesOrder, type SeriesSort, summarizeSeries } from "./list-series.ts";
import { aShow, aTvLibrary } from "./testing.ts";
import { seriesSortFields } from "./vocabulary.ts";

let db: Db;
let libraryId = 0;
beforeAll(async () => {
  db = await testDb();
  libraryId = await aTvLibrary(db);
});

const sorts: SeriesSort[] = seriesSortFields.flatMap((by) => [
  { by, descending: false },
  { by, descending: true },
]);

async function walk(params: { sort: SeriesSort; filter: SeriesFilter; limit: number }): Promise<number[]> {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSeries(db, { ...params, cursor });
    seen.push(...page.series.map(({ seriesId }) => seriesId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

describe("paging", () => {
  // Few distinct values, so that pages end in the middle of equal ones.
  beforeAll(async () => {
    const names = ["Alpha", "beta", "Éclair", "The Zoo"];
    const many = Array.from({ length: 37 }, (_, index) => {
      const title = `Paged ${names[index % names.length]}`;
      return {
        ...titleColumns({ title, originalTitle: null, sortTitle: null }),
        libraryId,
        title,
        directoryPath: `/paged/${index}`,
        year: index % 4 === 0 ? null : 1990 + (index % 3),
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, index % 5)),
      };
    });
    await bulkInsert(db, series, many);
    for (const length of [2, 2, 5]) {
      const episodes = Array.from({ length }, (_, index) => ({ season: 1, number: index + 1 }));
      await aShow(db, { libraryId, series: { title: "Paged with episodes" }, episodes });
    }
  });

  test.each(sorts.map((sort) => [`${sort.by} ${sort.descending ? "down" : "up"}`, sort] as const))(
    "pages by %s have no gaps and no doubles, whatever their size",
    async (_name, sort) => {
      const filter = { search: "paged" };
      const order = await listSeriesOrder(db, { sort, filter });
      expect(order).toHaveLength(40);
      for (const limit of [7, 40]) expect(await walk({ sort, filter, limit })).toEqual(order);
    },
  );

  test("the order is that of what it is sorted by", async () => {
    const filter = { search: "paged" };
    const most = await listSeries(db, { filter, sort: { by: "episodes", descending: true }, limit: 4 });
    expect(most.series.map(({ episodeCount }) => episodeCount)).toEqual([5, 2, 2, 0]);
    const years = (await listSeries(db, { filter, sort: { by: "year", descending: true } })).series.map(
      ({ year }) => year,
    );
    const known = years.filter((year) => year !== null);
    expect(years.slice(0, known.length)).toEqual(known.toSorted((a, b) => b - a));
  });

  test("a foreign cursor is refused", async () => {
    for (const cursor of ["", "x", Buffer.from('["year",true,2000,1]').toString("base64url")]) {
      await expect(listSeries(db, { cursor })).rejects.toMatchObject({ code: "invalid", field: "cursor" });
    }
  });
});

describe("filters", () => {
  const titles = async (filter: SeriesFilter) =>
    (await listSeries(db, { filter: { search: "filtered", ...filter } })).series.map(({ title }) => title.slice(9));
  const one = { season: 1, number: 1 };

  beforeAll(async () => {
    const make = (title: string, values: Partial<typeof series.$inferInsert> = {}, episodes = [one]) =>
      aShow(db, { libraryId, series: { title: `Filtered ${title}`, ...values }, episodes });
    await make("ended", { status: "ended", identificationStatus: "enriched", monitored: false });
    await make("gone", { missingAt: new Date() });
    await make("holey", { status: "continuing" }, [one, { season: 1, number: 2, missingAt: new Date() } as typeof one]);
    const { seriesId } = await aShow(db, { series: { title: "Filtered pictured", status: "continuing" } });
    await make("removed", { deletedAt: new Date() });
    await make("unsure", { identificationStatus: "needs_identification", plotLocked: true }, [
      one,
      { season: 0, number: 1 },
      { season: 2, number: 1 },
    ]);
    const [poster] = await db
      .insert(cacheImageFiles)
      .values({
        entityType: "series",
        entityId: seriesId,
        filePath: "cache/assets/aa/bb/aabb.jpg",
        fileName: "aabb.jpg",
        fileSizeBytes: 1,
        fileHash: "aabb",
        imageType: "poster",
        width: 2,
        height: 3,
        format: "jpg",
      })
      .returning({ id: cacheImageFiles.id });
    await db
      .update(series)
      .set({ posterId: poster?.id ?? null })
      .where(eq(series.id, seriesId));
  });

  test("removed and vanished series are not listed, vanished ones where files are missing", async () => {
    expect(await titles({})).toEqual(["ended", "holey", "pictured", "unsure"]);
    expect(await titles({ missing: ["files"] })).toEqual(["gone", "holey"]);
  });

  test("values of one kind mean any of them, kinds add up", async () => {
    expect(await titles({ statuses: ["needs_identification", "enriched"] })).toEqual(["ended", "unsure"]);
    expect(await titles({ showStatuses: ["continuing"] })).toEqual(["holey", "pictured"]);
    expect(await titles({ showStatuses: ["continuing", "ended"], statuses: ["enriched"] })).toEqual(["ended"]);
    expect(await titles({ missing: ["poster"] })).toEqual(["ended", "holey", "unsure"]);
    expect(await titles({ unmonitored: true })).toEqual(["ended"]);
    expect(await titles({ libraryIds: [libraryId] })).toEqual(["ended", "holey", "unsure"]);
    expect(await titles({ search: "filtered %" })).toHaveLength(4);
    expect(await titles({ search: "%" })).toEqual([]);
  });

  test("the summary counts what the list shows and names the newest", async () => {
    const order = await listSeriesOrder(db, { filter: { search: "filtered" } });
    expect(await summarizeSeries(db, { search: "filtered" })).toEqual({
      count: order.length,
      newestId: Math.max(...order),
    });
  });

  test("a card counts seasons without the specials, and episodes with a file", async () => {
    const { series: found } = await listSeries(db, { filter: { search: "filtered", missing: ["files"] } });
    expect(found.find(({ title }) => title.endsWith("holey"))).toMatchObject({
      seasonCount: 1,
      episodeCount: 1,
      vanishedCount: 1,
      isLocked: false,
      posterHash: null,
    });
    const [unsure] = await findSeriesCards(db, await listSeriesOrder(db, { filter: { search: "filtered unsure" } }));
    expect(unsure).toMatchObject({ seasonCount: 2, episodeCount: 3, vanishedCount: 0, isLocked: true });
  });
});
