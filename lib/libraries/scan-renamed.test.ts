import { renameSync } from "node:fs";
import { join } from "node:path";
import { and, desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, fieldChanges, movies, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { editMovie } from "#lib/movies/testing.ts";
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

async function filmOf(library: Library) {
  const [film, ...others] = await db.select().from(movies).where(eq(movies.libraryId, library.id));
  if (!film || others.length > 0) throw new Error(`${others.length + 1} films`);
  return film;
}

const lastChange = async (entityType: string, entityId: number, field: string) => {
  const of = and(
    eq(fieldChanges.entityType, entityType),
    eq(fieldChanges.entityId, entityId),
    eq(fieldChanges.field, field),
  );
  const [change] = await db.select().from(fieldChanges).where(of).orderBy(desc(fieldChanges.id)).limit(1);
  return change;
};

describe("a film in a folder with a wrong name", () => {
  async function aWrongName(files: Record<string, string> = {}) {
    const { library, root } = await home.library(db, {
      type: "movie",
      files: { "Heta (1994)/movie.mkv": "film", ...files },
    });
    await scan(library);
    const film = await filmOf(library);
    const rename = async (name: string) => {
      renameSync(join(root, "Heta (1994)"), join(root, name));
      await scan(library);
      return filmOf(library);
    };
    return { film, rename };
  }
  const setStatus = (movieId: number, identificationStatus: "needs_identification" | "identified") =>
    db.update(movies).set({ identificationStatus }).where(eq(movies.id, movieId));

  test("is called as the folder is when that is put right, and is looked up again", async () => {
    const { film, rename } = await aWrongName();
    await setStatus(film.id, "needs_identification");
    const now = await rename("Heat (1995)");
    expect(now).toMatchObject({
      id: film.id,
      title: "Heat",
      year: 1995,
      sortTitle: "Heat",
      identificationStatus: "discovered",
    });
    expect(await lastChange("movie", film.id, "title")).toMatchObject({
      oldValue: "Heta",
      newValue: "Heat",
      source: "filename",
    });
  });

  test("is looked up again when an id is written into the name alone", async () => {
    const { film, rename } = await aWrongName();
    await setStatus(film.id, "needs_identification");
    expect(await rename("Heta (1994) {tmdb-949}")).toMatchObject({
      title: "Heta",
      tmdbId: 949,
      identificationStatus: "discovered",
    });
  });

  test("keeps what a person or an NFO said, and what a provider told of an identified film", async () => {
    const edited = await aWrongName();
    await transaction(db, (tx) => editMovie(tx, { movieId: edited.film.id, patch: { title: "Mine" }, userId: null }));
    expect(await edited.rename("Heat (1995)")).toMatchObject({ title: "Mine", year: 1995 });

    const told = await aWrongName({ "Heta (1994)/movie.nfo": "<movie><title>Told</title></movie>" });
    expect(await told.rename("Heat (1995)")).toMatchObject({ title: "Told", year: 1995 });

    const known = await aWrongName();
    await setStatus(known.film.id, "identified");
    expect(await known.rename("Heat (1995)")).toMatchObject({ title: "Heta", year: 1994 });
  });
});

test("what no name said before is taken from the new one", async () => {
  const { library, root } = await home.library(db, { type: "movie", files: { "Heat/movie.mkv": "film" } });
  await scan(library);
  expect(await filmOf(library)).toMatchObject({ title: "Heat", year: null });
  renameSync(join(root, "Heat"), join(root, "Heat (1995)"));
  await scan(library);
  expect(await filmOf(library)).toMatchObject({ title: "Heat", year: 1995 });
});

test("a title that an NFO repeats is the NFO's from then on", async () => {
  const { library, root } = await home.library(db, { type: "movie", files: { "Blob (1994)/Blob (1994).mkv": "film" } });
  await scan(library);
  writeBelow(root, "Blob (1994)/movie.nfo", "<movie><title>Blob</title></movie>");
  await scan(library);
  renameSync(join(root, "Blob (1994)/Blob (1994).mkv"), join(root, "Blob (1994)/Blub (1995).mkv"));
  await scan(library);
  expect(await filmOf(library)).toMatchObject({ title: "Blob", year: 1995 });
});

test("a series and its episodes follow their folder and files, unless a title is locked", async () => {
  const { library, root } = await home.library(db, {
    type: "tv",
    files: {
      "Drak (2016)/Season 1/Drak - S01E01 - Secrest.mkv": "one",
      "Drak (2016)/Season 1/Drak - S01E02 - Leis.mkv": "two",
    },
  });
  await scan(library);
  const [show] = await db.select().from(series).where(eq(series.libraryId, library.id));
  const seriesId = show?.id ?? 0;
  const listed = () =>
    db
      .select({ id: episodes.id, title: episodes.title })
      .from(episodes)
      .where(eq(episodes.seriesId, seriesId))
      .orderBy(episodes.episodeNumber);
  const [first, second] = await listed();
  await db
    .update(episodes)
    .set({ titleLocked: true })
    .where(eq(episodes.id, second?.id ?? 0));
  await db.update(series).set({ identificationStatus: "needs_identification" }).where(eq(series.id, seriesId));
  renameSync(join(root, "Drak (2016)"), join(root, "Dark (2017)"));
  const season = join(root, "Dark (2017)/Season 1");
  renameSync(join(season, "Drak - S01E01 - Secrest.mkv"), join(season, "Dark - S01E01 - Secrets.mkv"));
  renameSync(join(season, "Drak - S01E02 - Leis.mkv"), join(season, "Dark - S01E02 - Lies.mkv"));
  await scan(library);
  const now = await db.select().from(series).where(eq(series.libraryId, library.id));
  expect(now).toMatchObject([
    { id: seriesId, title: "Dark", year: 2017, sortTitle: "Dark", identificationStatus: "discovered" },
  ]);
  expect(await listed()).toEqual([
    { id: first?.id, title: "Secrets" },
    { id: second?.id, title: "Leis" },
  ]);
  expect(await lastChange("episode", first?.id ?? 0, "title")).toMatchObject({
    oldValue: "Secrest",
    source: "filename",
  });
});
