import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import {
  actors,
  assetCandidates,
  collections,
  crew,
  fieldChanges,
  genres,
  jobs,
  keywords,
  libraries,
  movieActors,
  movieCrew,
  movieExternalIds,
  movieGenres,
  movieKeywords,
  movieReleaseDates,
  movies,
  movieTitles,
  providerCache,
  providerRecords,
  ratings,
  trailerCandidates,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import type { PayloadOf } from "#lib/jobs/catalog.ts";
import { log } from "#lib/log.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { titleColumns } from "#lib/sort-key.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { movieEnrich } from "./movie-enrich.ts";

/** Two films of one set, others with people in common, and what makes each of them a case of its own. */
const films: { tmdbId: number; existing?: "keep"; movie?: object; payload?: object; runId?: string }[] = [
  { tmdbId: 438631 },
  { tmdbId: 693134, movie: { plot: "Mine.", plotLocked: true } },
  { tmdbId: 841, existing: "keep", movie: { title: "Der Wüstenplanet", plot: "From before." } },
  { tmdbId: 335984, payload: { mode: "replace" } },
  { tmdbId: 78, payload: { mode: "missing", parts: ["metadata", "cast"] } },
  { tmdbId: 10378, movie: { directors: ["Somebody"], directorsLocked: true } },
  { tmdbId: 45745, payload: { parts: ["cast"] } },
  { tmdbId: 9761, movie: { actorsOrderLocked: true }, runId: "a run" },
  { tmdbId: 10331, runId: "a run" },
  { tmdbId: 19185 },
];

let simulator: Simulator;
const apart = await testDb();
const beside = await testDb();
beforeAll(async () => {
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await prepare(apart);
  await prepare(beside);
});
afterAll(() => simulator.close());

async function prepare(db: Db): Promise<void> {
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
  });
  for (const [index, { tmdbId, existing = "replace", movie }] of films.entries()) {
    const at = { libraryId: index + 1, id: index + 1 };
    await db
      .insert(libraries)
      .values({ id: at.libraryId, name: `Films ${index}`, path: `/films-${index}`, type: "movie", existing });
    const title = `Film ${index}`;
    await db.insert(movies).values({
      ...at,
      filePath: `/films-${index}/film.mkv`,
      fileName: "film.mkv",
      title,
      ...titleColumns({ title, originalTitle: null, sortTitle: null }),
      tmdbId,
      identificationStatus: "identified",
      ...movie,
    });
  }
}

function enrich(db: Db, index: number, note: (tx: Tx) => void = () => {}) {
  const { payload = {}, runId = null } = films[index] ?? {};
  const job = { jobId: 100 + index, attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5, lane: "providers" };
  const asked: PayloadOf<"movie.enrich"> = { movieId: index + 1, ...payload };
  return movieEnrich({
    db,
    payload: asked,
    job: { ...job, payload: {}, type: "movie.enrich", runId, createdBy: null },
    signal: new AbortController().signal,
    progress: () => {},
    log,
    assertOwned: async (tx) => note(tx),
  });
}

/** A row without what depends on when it was made, and on who was made first. */
function lasting(row: object) {
  const isFilm = !("entityType" in row) || row.entityType === "movie";
  // Of a set's films the first to ask says for which run.
  const others = isFilm ? [] : ["entityId", "payload", "dedupeKey", "runId"];
  const passing = ["id", "actorId", "crewId", "genreId", "keywordId", "collectionId", ...others];
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => !passing.includes(name) && !(value instanceof Date)),
  );
}

/** The history of a cast names people by their rows as well. */
const withoutIds = (key: string, value: unknown) => (key === "actorId" ? undefined : value);

/** Everything that was written; people, sets and names of lists by their names. */
async function everything(db: Db): Promise<Record<string, unknown[]>> {
  const set = { name: collections.name, overview: collections.overview };
  const lists = {
    films: db
      .select({ row: movies, with: set })
      .from(movies)
      .leftJoin(collections, eq(collections.id, movies.collectionId)),
    cast: db
      .select({ row: movieActors, with: actors })
      .from(movieActors)
      .innerJoin(actors, eq(actors.id, movieActors.actorId)),
    crew: db.select({ row: movieCrew, with: crew }).from(movieCrew).innerJoin(crew, eq(crew.id, movieCrew.crewId)),
    genres: db
      .select({ row: movieGenres, with: genres })
      .from(movieGenres)
      .innerJoin(genres, eq(genres.id, movieGenres.genreId)),
    keywords: db
      .select({ row: movieKeywords, with: keywords })
      .from(movieKeywords)
      .innerJoin(keywords, eq(keywords.id, movieKeywords.keywordId)),
  };
  const tables = {
    actors,
    crewMembers: crew,
    collections,
    movieExternalIds,
    movieTitles,
    movieReleaseDates,
    ratings,
    providerRecords,
    assetCandidates,
    trailerCandidates,
    fieldChanges,
    jobs,
  };
  const found: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(lists)) {
    found[name] = (await query).map((each) => ({ ...lasting(each.row), with: each.with && lasting(each.with) }));
  }
  for (const [name, table] of Object.entries(tables)) found[name] = (await db.select().from(table)).map(lasting);
  return Object.fromEntries(
    Object.entries(found).map(([name, rows]) => [name, rows.map((row) => JSON.stringify(row, withoutIds)).toSorted()]),
  );
}

test("films that are saved at the same time are written as they are one after the other, in fewer transactions", async () => {
  for (const index of films.keys()) await enrich(apart, index);

  // The answers are there already, so that all of them come to be saved at once.
  await bulkInsert(beside, providerCache, await apart.select().from(providerCache));
  const transactions = new Set<Tx>();
  await Promise.all(films.map((_, index) => enrich(beside, index, (tx) => transactions.add(tx))));

  const written = await everything(beside);
  expect(Object.entries(written).filter(([, rows]) => rows.length === 0)).toEqual([]);
  expect(written).toEqual(await everything(apart));
  // More: those that went together failed, and were written one by one.
  expect(transactions.size).toBeLessThan(6);
});

test("a second time writes nothing new", async () => {
  const rowsOf = async () => ({ ...(await everything(beside)), jobs: undefined });
  const before = await rowsOf();
  const again = await Promise.all(films.map((_, index) => enrich(beside, index)));
  expect(again.map((result) => result?.changed)).toEqual(films.map(() => false));
  expect(await rowsOf()).toEqual(before);
});
