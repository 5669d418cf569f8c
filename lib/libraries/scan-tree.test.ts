import { getTableName, is, Table } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import * as schema from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { classifyMovieFolder, type FileRole, listRoles } from "#lib/files/classify.ts";
import { classifySeriesFolder } from "#lib/files/classify-series.ts";
import { groupMovieFolders } from "#lib/files/movie-folders.ts";
import { groupSeriesFolders } from "#lib/files/series-folders.ts";
import { listSeriesRoles } from "#lib/files/series-roles.ts";
import { walkLibrary } from "#lib/files/walk.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome } from "./testing-library.ts";
import { plantTree, seriesWordOf, type TreeFile, wordOf } from "./testing-tree.ts";
import { expectedFilms, expectedShows } from "./testing-tree-expected.ts";
import { ownFolders } from "./testing-tree-films.ts";
import { loose } from "./testing-tree-loose.ts";
import { shows } from "./testing-tree-series.ts";
import { shelves } from "./testing-tree-shelves.ts";
import { storedFilms, storedShows } from "./testing-tree-stored.ts";

const filmTree = [...ownFolders, ...shelves];
const showTree = [...shows, ...loose];

let db: Db;
const home = makeHome();
type Planted = { library: Library; root: string; files: TreeFile[] };
let films: Planted;
let series: Planted;

beforeAll(async () => {
  db = await testDb();
  const plant = async (type: "movie" | "tv", tree: typeof filmTree | typeof showTree): Promise<Planted> => {
    const { library, root } = await home.library(db, { type });
    return { library, root, files: plantTree(root, tree) };
  };
  films = await plant("movie", filmTree);
  series = await plant("tv", showTree);
});
afterAll(home.remove);

/** Every row of every table but the records of scans and jobs. */
async function allRows(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of Object.values(schema)) {
    if (!is(table, Table) || ["scan_runs", "jobs"].includes(getTableName(table))) continue;
    const rows = await db.select().from(table);
    found[getTableName(table)] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return found;
}

/** Each file of a library's tree with what it was taken for; a file that is listed twice is in it twice. */
const listed = (root: string, roles: readonly Pick<FileRole, "path" | "role" | "detail">[], word: typeof wordOf) =>
  roles.map((role) => `${role.path.slice(root.length + 1)} | ${word(role)}`).toSorted();

describe("a library of some six hundred files", () => {
  test("of films: each file has the role that the tree says, once", async () => {
    const roles: FileRole[] = [];
    for await (const folder of groupMovieFolders(walkLibrary({ root: films.root })))
      roles.push(...listRoles(classifyMovieFolder(folder)));
    const wanted = films.files.filter(({ role }) => role !== "ignored");
    expect(listed(films.root, roles, wordOf)).toEqual(wanted.map(({ path, role }) => `${path} | ${role}`).toSorted());
  });

  test("of series: each file has the role that the tree says, once", async () => {
    const roles: Pick<FileRole, "path" | "role" | "detail">[] = [];
    for await (const folder of groupSeriesFolders(walkLibrary({ root: series.root })))
      roles.push(...listSeriesRoles(classifySeriesFolder(folder)));
    const wanted = series.files
      .filter(({ role }) => role !== "ignored")
      .map(({ path, role }) => `${path} | ${role.replace(/ = .*| version$/, "")}`);
    expect(listed(series.root, roles, seriesWordOf)).toEqual(wanted.toSorted());
  });

  test("of films becomes the rows that the tree says", async () => {
    const report = await scanLibrary(db, { libraryId: films.library.id });
    const wanted = expectedFilms(filmTree);
    expect(await storedFilms(db, films)).toEqual(wanted);
    expect(report).toMatchObject({
      added: wanted.films.length,
      itemsSeen: wanted.films.length,
      missing: 0,
      skipped: 0,
    });
    expect(report.filesSeen).toBe(films.files.filter(({ role }) => role !== "ignored").length);
  });

  test("of series becomes the rows that the tree says", async () => {
    const report = await scanLibrary(db, { libraryId: series.library.id });
    const wanted = expectedShows(showTree);
    expect(await storedShows(db, series)).toEqual(wanted);
    expect(report).toMatchObject({ missing: 0, skipped: 0, itemsSeen: report.added });
    expect(report.filesSeen).toBe(series.files.filter(({ role }) => role !== "ignored").length);
  });

  test("has no row changed by another scan, also when everything is read anew", async () => {
    const before = await allRows();
    expect(before).toMatchObject({ movies: { length: expectedFilms(filmTree).films.length } });
    for (const full of [false, true]) {
      for (const { library } of [films, series]) {
        const report = await scanLibrary(db, { libraryId: library.id, full });
        const nothing = { added: 0, changed: 0, moved: 0, missing: 0, returned: 0, removed: 0 };
        expect(report).toMatchObject({ ...nothing, changes: [] });
      }
      if (!full) expect(await allRows()).toEqual(before);
    }
    expect(withoutTimes(await allRows())).toEqual(withoutTimes(before));
  });
});

/** Folders that were read again say when. */
function withoutTimes(tables: Record<string, string[]>): Record<string, string[]> {
  return { ...tables, folder_fingerprints: [] };
}
