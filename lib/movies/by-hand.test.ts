import { and, desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fieldChanges, jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { undoChanges } from "#lib/undo/undo-changes.ts";
import { loadCatalogue } from "#simulator/catalogue.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { getMovie } from "./get-movie.ts";
import { identifyAs } from "./identify.ts";
import { setMonitored } from "./queue-films.ts";
import { searchMatches } from "./search-matches.ts";
import { aMovie, editMovie } from "./testing.ts";

const db = await testDb();
let simulator: Simulator;
const [film] = loadCatalogue().films;

beforeAll(async () => {
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
  });
});
afterAll(() => simulator.close());

test("monitoring is switched once, and the version tells others", async () => {
  const movieId = await aMovie(db);
  await transaction(db, (tx) => setMonitored(tx, { movieIds: [movieId], monitored: false }));
  await transaction(db, (tx) => setMonitored(tx, { movieIds: [movieId], monitored: false }));
  expect(await getMovie(db, movieId)).toMatchObject({ monitored: false, version: 2 });
});

test("monitoring leaves nothing to publish", async () => {
  const published = await aMovie(db, { publishedVersion: 1 });
  const stale = await aMovie(db, { version: 3, publishedVersion: 1 });
  await transaction(db, (tx) => setMonitored(tx, { movieIds: [published, stale], monitored: false }));
  expect(await getMovie(db, published)).toMatchObject({ version: 2, publishedVersion: 2 });
  expect(await getMovie(db, stale)).toMatchObject({ version: 4, publishedVersion: 1 });
});

test("the fields of one save are taken back together, and their locks with them", async () => {
  const movieId = await aMovie(db, { title: "Heat", plot: "Before" });
  const patch = { title: "Heat (restored)", plot: "After" };
  await transaction(db, (tx) => editMovie(tx, { movieId, patch, userId: null }));
  const made = await db.select({ id: fieldChanges.id }).from(fieldChanges).where(eq(fieldChanges.entityId, movieId));
  const changeIds = made.map(({ id }) => id);
  await transaction(db, (tx) => undoChanges(tx, { changeIds, userId: null }));
  expect(await getMovie(db, movieId)).toMatchObject({
    title: "Heat",
    titleLocked: false,
    plot: "Before",
    plotLocked: false,
  });
});

test("when one of them was changed again since, none is taken back", async () => {
  const movieId = await aMovie(db, { title: "Ran", plot: "Before" });
  const edit = (patch: { title?: string; plot?: string }) =>
    transaction(db, (tx) => editMovie(tx, { movieId, patch, userId: null }));
  await edit({ title: "Ran, restored", plot: "After" });
  const made = await db
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(eq(fieldChanges.entityId, movieId))
    .orderBy(desc(fieldChanges.id));
  await edit({ title: "Ran, restored again" });
  const changeIds = made.map(({ id }) => id);
  await expect(transaction(db, (tx) => undoChanges(tx, { changeIds, userId: null }))).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await getMovie(db, movieId)).toMatchObject({ title: "Ran, restored again", plot: "After" });
});

test("an identification taken back takes all its ids along, and the film is fetched anew before it is published", async () => {
  const movieId = await aMovie(
    db,
    { tmdbId: 949, imdbId: "tt0113277", identificationStatus: "enriched" },
    { automation: "full" },
  );
  await transaction(db, (tx) => identifyAs(tx, { movieId, tmdbId: 10331, userId: null }));
  expect(await getMovie(db, movieId)).toMatchObject({ tmdbId: 10331, imdbId: null });
  const [change] = await db
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(and(eq(fieldChanges.entityId, movieId), eq(fieldChanges.field, "tmdbId")));
  await db.delete(jobs);
  await transaction(db, (tx) => undoChanges(tx, { changeIds: [change?.id ?? 0], userId: null }));
  expect(await getMovie(db, movieId)).toMatchObject({
    tmdbId: 949,
    imdbId: "tt0113277",
    identificationStatus: "identified",
  });
  expect(await db.select({ type: jobs.type }).from(jobs)).toEqual([{ type: "movie.enrich" }]);
});

test("a search by hand ranks what it finds against the file", async () => {
  if (!film) throw new Error("The catalogue is empty.");
  const movieId = await aMovie(db, { title: film.title });
  const found = await searchMatches(db, await openTmdb(db), { movieId, text: film.title });
  expect(found[0]?.hit).toMatchObject({ providerId: film.id, title: film.title });
  expect(found[0]?.reasons[0]).toBe("The title is the same.");
});
