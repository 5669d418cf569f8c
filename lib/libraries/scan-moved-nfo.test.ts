import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { jobs, libraryNfoFiles, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const scan = (library: Library) => scanLibrary(db, { libraryId: library.id });
const text = "<movie><title>Ferry</title><plot>Told.</plot><lockedfields>Overview</lockedfields></movie>";
const ownPlot = { plot: "Mine.", plotLocked: false } as const;

/** A film whose NFO was read, and whose plot somebody changed and unlocked after that. */
async function aFilm(files: Record<string, string> = { "Ferry/movie.mkv": "film", "Ferry/movie.nfo": text }) {
  const { library, root } = await home.library(db, { type: "movie", files });
  await scan(library);
  await db.update(movies).set(ownPlot).where(eq(movies.libraryId, library.id));
  const at = (path: string) => join(root, path);
  const read = async () => {
    const [film, ...others] = await db.select().from(movies).where(eq(movies.libraryId, library.id));
    if (!film || others.length > 0) throw new Error(`${others.length + 1} films`);
    return film;
  };
  const ofFilm = async () =>
    and(eq(libraryNfoFiles.entityType, "movie"), eq(libraryNfoFiles.entityId, (await read()).id));
  const records = async () => {
    const rows = await db
      .select()
      .from(libraryNfoFiles)
      .where(await ofFilm())
      .orderBy(libraryNfoFiles.path);
    return rows.map(({ path, ...row }) => ({ ...row, path: path.slice(root.length + 1) }));
  };
  return { library, root, at, read, records, ofFilm, rescan: () => scan(library) };
}

describe("an NFO that lies elsewhere after its film moved", () => {
  test("is the one that was read: nothing is taken over, and its record moves along", async () => {
    const film = await aFilm();
    const [before] = await film.records();
    renameSync(film.at("Ferry"), film.at("Ferry (2001)"));
    await film.rescan();
    expect(await film.read()).toMatchObject(ownPlot);
    expect(await film.records()).toEqual([{ ...before, path: "Ferry (2001)/movie.nfo" }]);
    await film.rescan();
    expect(await film.read()).toMatchObject(ownPlot);
  });

  test("stays published, and one that a publish announced stays announced", async () => {
    const film = await aFilm();
    const pending = { hash: "a".repeat(64), snapshot: null };
    await db
      .update(libraryNfoFiles)
      .set({ publishedAt: new Date(5_000), pending, kept: { elements: ["<x/>"], children: {}, attributes: {} } })
      .where(await film.ofFilm());
    const [before] = await film.records();
    renameSync(film.at("Ferry"), film.at("Ferry (2001)"));
    await film.rescan();
    expect(await film.records()).toEqual([{ ...before, path: "Ferry (2001)/movie.nfo" }]);
    expect(await film.read()).toMatchObject(ownPlot);
  });

  test("was written by a publish that stopped: its record is found by what it announced", async () => {
    const film = await aFilm();
    const [{ hash = "" } = {}] = await film.records();
    await db
      .update(libraryNfoFiles)
      .set({ hash: "", pending: { hash, snapshot: null } })
      .where(await film.ofFilm());
    renameSync(film.at("Ferry"), film.at("Ferry (2001)"));
    await film.rescan();
    expect(await film.records()).toMatchObject([{ path: "Ferry (2001)/movie.nfo", hash: "", pending: { hash } }]);
    expect(await film.read()).toMatchObject(ownPlot);
  });

  test("and says something else gives that alone, and asks for no lock it asked for before", async () => {
    const film = await aFilm();
    renameSync(film.at("Ferry"), film.at("Ferry (2001)"));
    rmSync(film.at("Ferry (2001)/movie.nfo"));
    writeBelow(film.root, "Ferry (2001)/Ferry (2001).nfo", text.replace("</title>", "</title><tagline>New.</tagline>"));
    await film.rescan();
    expect(await film.read()).toMatchObject({ ...ownPlot, tagline: "New." });
    expect(await film.records()).toMatchObject([{ path: "Ferry (2001)/Ferry (2001).nfo" }]);
  });

  test("and changed since it was published is left for publish to judge", async () => {
    const film = await aFilm();
    await db
      .update(libraryNfoFiles)
      .set({ publishedAt: new Date(5_000) })
      .where(await film.ofFilm());
    renameSync(film.at("Ferry"), film.at("Ferry (2001)"));
    writeBelow(film.root, "Ferry (2001)/movie.nfo", text.replace("Told.", "Somebody else's."));
    await film.rescan();
    expect(await film.read()).toMatchObject(ownPlot);
    expect(await film.records()).toMatchObject([{ path: "Ferry (2001)/movie.nfo", publishedAt: new Date(5_000) }]);
    const { id: movieId } = await film.read();
    const asked = await db.select({ payload: jobs.payload }).from(jobs).where(eq(jobs.type, "nfo.import"));
    expect(asked.map(({ payload }) => payload)).toContainEqual({ movieId });
  });
});

test("a copy of an NFO beside it says nothing new", async () => {
  const film = await aFilm({ "Ferry/Ferry.mkv": "film", "Ferry/movie.nfo": text });
  writeBelow(film.root, "Ferry/Ferry.nfo", text);
  await film.rescan();
  expect(await film.read()).toMatchObject(ownPlot);
  expect((await film.records()).map(({ path }) => path)).toEqual(["Ferry/Ferry.nfo", "Ferry/movie.nfo"]);
});
