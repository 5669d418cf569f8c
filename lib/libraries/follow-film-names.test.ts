import { renameSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { jobs, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { identifyAs } from "#lib/movies/identify.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

/** A film that was looked up, and what is known of it after its folder was renamed. */
async function anEnriched(
  folder: string,
  ids: { tmdbId?: number | null; imdbId?: string; tvdbId?: number },
  { pickedId }: { pickedId?: number } = {},
) {
  const { library, root } = await home.library(db, { type: "movie", files: { [`${folder}/film.mkv`]: folder } });
  await scanLibrary(db, { libraryId: library.id });
  const read = async () => {
    const [film, ...others] = await db.select().from(movies).where(eq(movies.libraryId, library.id));
    if (!film || others.length > 0) throw new Error(`${others.length + 1} films`);
    return film;
  };
  const { id: movieId } = await read();
  if (pickedId !== undefined)
    await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: pickedId, userId: null }));
  await db
    .update(movies)
    .set({ ...ids, title: "Told", identificationStatus: "enriched" })
    .where(eq(movies.id, movieId));
  const before = await read();
  const rename = async (name: string) => {
    renameSync(join(root, folder), join(root, name));
    await scanLibrary(db, { libraryId: library.id });
    return read();
  };
  return { before, rename };
}

describe("a film that was looked up, and whose folder is renamed", () => {
  test.each([
    ["{tmdb-949}", { tmdbId: 1 }],
    ["{tmdb-949}", { tmdbId: null }],
    ["{tmdb-949} {imdb-tt0000001}", { tmdbId: 1, imdbId: "tt0000001" }],
    ["{imdb-tt0113277}", { tmdbId: 1, imdbId: "tt0000001" }],
    ["{tvdb-5}", { tmdbId: 1, tvdbId: 4 }],
  ])("with another id (%s) is looked up again", async (id, ids) => {
    const { before, rename } = await anEnriched("Heat (1995)", ids);
    const now = await rename(`Heat (1995) ${id}`);
    // The ids stay until the new one is found; it is the name that is asked.
    expect(now).toMatchObject({ ...ids, title: "Told", identificationStatus: "discovered" });
    expect(now.version).toBeGreaterThan(before.version);
    const asked = await db.select({ payload: jobs.payload }).from(jobs).where(eq(jobs.type, "movie.probe"));
    expect(asked.map(({ payload }) => payload)).toContainEqual({ movieIds: [now.id] });
  });

  test.each([
    ["without an id", "Heta (1994)", { tmdbId: 949 }],
    ["with the id it has", "Heat {tmdb-949}", { tmdbId: 949 }],
    ["with the first id it has, and another of another kind", "Heat {tmdb-949} {tvdb-9}", { tmdbId: 949, tvdbId: 4 }],
    ["with the id it has, of imdb", "Heat {imdb-tt0113277}", { tmdbId: 949, imdbId: "tt0113277" }],
  ])("%s stays as it was", async (_, name, ids) => {
    const { before, rename } = await anEnriched("Heat (1995)", ids);
    const now = await rename(name);
    expect(now).toMatchObject({ ...ids, title: "Told", year: 1995, identificationStatus: "enriched" });
    expect(now.version).toBe(before.version + 1);
  });

  test("stays what a person picked, whatever its name says", async () => {
    const { rename } = await anEnriched("Heat (1995) {tmdb-1}", { tmdbId: 949 }, { pickedId: 949 });
    expect(await rename("Heat (1995) {tmdb-2}")).toMatchObject({ tmdbId: 949, identificationStatus: "enriched" });
  });
});
