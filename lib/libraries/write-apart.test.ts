import Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Db, sqliteFile } from "#db/client.ts";
import { targetOf } from "#db/handle.ts";
import { folderFingerprints, movies, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
  // A value that no column holds, as one that a reader let through would be.
  const target = targetOf(db);
  if (target.type === "sqlite") {
    const file = new Database(sqliteFile(target.dataDir));
    for (const table of ["movies", "series"])
      file.exec(`CREATE TRIGGER refuse_${table} BEFORE INSERT ON ${table} WHEN NEW.title = 'Refused'
        BEGIN INSERT INTO genres (name) VALUES (NULL); END`);
    file.close();
  } else {
    const server = postgres(target.url, { max: 1 });
    for (const table of ["movies", "series"])
      await server.unsafe(`ALTER TABLE ${table} ADD CONSTRAINT refuse_${table} CHECK (title <> 'Refused')`);
    await server.end();
  }
});
afterAll(home.remove);

test("a value that the database refuses costs one film, which is named and read again", async () => {
  const files = { "Fine (2001)/a.mkv": "1", "Refused (2002)/a.mkv": "2", "Good (2003)/a.mkv": "3" };
  const { library, root } = await home.library(db, { type: "movie", files });
  for (const _time of ["first", "second"]) {
    const report = await scanLibrary(db, { libraryId: library.id });
    expect(report.problems).toMatchObject([{ path: `${root}/Refused (2002)/a.mkv` }]);
  }
  const rows = await db.select().from(movies).where(eq(movies.libraryId, library.id));
  expect(rows.map(({ title }) => title).toSorted()).toEqual(["Fine", "Good"]);
  const read = await db.select().from(folderFingerprints).where(eq(folderFingerprints.libraryId, library.id));
  expect(read.map(({ path }) => path)).not.toContain(`${root}/Refused (2002)`);
});

test("a value that the database refuses costs one series", async () => {
  const files = {
    "Fine/Season 1/S01E01.mkv": "1",
    "Refused/Season 1/S01E01.mkv": "2",
    "Good/Season 1/S01E01.mkv": "3",
  };
  const { library, root } = await home.library(db, { type: "tv", files });
  const report = await scanLibrary(db, { libraryId: library.id });
  expect(report.problems).toMatchObject([{ path: `${root}/Refused` }]);
  const rows = await db.select().from(series).where(eq(series.libraryId, library.id));
  expect(rows.map(({ title }) => title).toSorted()).toEqual(["Fine", "Good"]);
});
