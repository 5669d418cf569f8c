import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import type { MovieIds, MovieProvider } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import type { Film } from "#simulator/catalogue/film.ts";
import { loadCatalogue } from "#simulator/catalogue.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { findIdentity, type Identity, type IdentityQuestion } from "./find-identity.ts";

let db: Db;
let simulator: Simulator;
let provider: MovieProvider;
const { films } = loadCatalogue();

beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
  });
  provider = await openTmdb(db, { ratePerSecond: 5000 });
});
afterAll(() => simulator.close());

const noIds = { tmdb: null, imdb: null, tvdb: null };
type Asked = { titles?: string[]; year?: number | null; runtimeMinutes?: number | null; ids?: MovieIds } & Partial<
  Pick<IdentityQuestion, "claims" | "byIdOnly" | "language">
>;
const ask = ({ titles = [], year = null, ids = noIds, ...more }: Asked, of = provider): Promise<Identity> =>
  findIdentity(of, {
    names: [{ titles, year }],
    runtimeMinutes: null,
    claims: [{ by: "name", ids }],
    language: "en",
    region: "US",
    rules: { acceptScore: 85, margin: 10 },
    byIdOnly: false,
    ...more,
  });
/** The same database without one film. */
const without = (tmdbId: number): MovieProvider => ({
  ...provider,
  searchMovies: async (query, options) =>
    (await provider.searchMovies(query, options)).filter(({ providerId }) => providerId !== tmdbId),
});
const tmdbIdOf = (identity: Identity) => (identity.outcome === "identified" ? identity.ids.tmdb : undefined);
const yearOf = (film: Film) => (film.releaseDate === "" ? null : Number(film.releaseDate.slice(0, 4)));

const eachFilm = (look: (film: Film) => Promise<void>) => Promise.all(films.map(look));

/** Ways a file may name a film, from exact to misleading. */
const namings: [string, (film: Film) => Asked, number][] = [
  ["title and year", (film) => ({ titles: [film.title], year: yearOf(film) }), 0.9],
  ["original title and year", (film) => ({ titles: [film.originalTitle], year: yearOf(film) }), 0.8],
  [
    "title, year and runtime",
    (film) => ({ titles: [film.title], year: yearOf(film), runtimeMinutes: film.runtimeMinutes }),
    0.9,
  ],
  ["title and runtime, no year", (film) => ({ titles: [film.title], runtimeMinutes: film.runtimeMinutes }), 0],
  ["title and the year before", (film) => ({ titles: [film.title], year: (yearOf(film) ?? 2000) - 1 }), 0],
  [
    "title and the year after, with runtime",
    (film) => ({ titles: [film.title], year: (yearOf(film) ?? 2000) + 1, runtimeMinutes: film.runtimeMinutes }),
    0,
  ],
  [
    "translated title and year",
    (film) => ({ titles: [film.translations.get("de")?.title ?? film.title], year: yearOf(film) }),
    0.5,
  ],
];

describe("every film of the catalogue", () => {
  test.each(namings)("named by %s is never taken for another", async (_, nameOf, atLeast) => {
    let found = 0;
    const wrong: string[] = [];
    await eachFilm(async (film) => {
      const tmdbId = tmdbIdOf(await ask(nameOf(film)));
      if (tmdbId === film.id) found += 1;
      else if (tmdbId !== undefined) wrong.push(`${film.title} (${yearOf(film)}) was taken for ${tmdbId}`);
    });
    expect(wrong).toEqual([]);
    expect(found / films.length).toBeGreaterThanOrEqual(atLeast);
  });
});

test("a film that the database lacks is never taken for one it has", async () => {
  const wrong: string[] = [];
  await eachFilm(async (film) => {
    const facts = { titles: [film.title], year: yearOf(film), runtimeMinutes: film.runtimeMinutes };
    const tmdbId = tmdbIdOf(await ask(facts, without(film.id)));
    if (tmdbId !== undefined) wrong.push(`${film.title} (${facts.year}) was taken for ${tmdbId}`);
  });
  expect(wrong).toEqual([]);
});

describe("ids", () => {
  test("an id is enough, whatever the name says", async () => {
    const identity = await ask({ titles: ["Something else"], year: 1900, ids: { ...noIds, tmdb: 10331 } });
    expect(identity).toMatchObject({ outcome: "identified", by: "id", ids: { tmdb: 10331, imdb: "tt0063350" } });
  });

  test("an id of another database is looked up", async () => {
    const identity = await ask({ titles: ["Something else"], ids: { ...noIds, imdb: "tt0063350" } });
    expect(identity).toMatchObject({ outcome: "identified", by: "other_id", ids: { tmdb: 10331 } });
  });

  test("R23 an id that is gone falls back to the next way", async () => {
    const gone = { ...noIds, tmdb: 987_654_321 };
    expect(await ask({ titles: ["Anything"], ids: { ...gone, imdb: "tt0063350" } })).toMatchObject({
      by: "other_id",
      ids: { tmdb: 10331 },
    });
    expect(await ask({ titles: ["Night of the Living Dead"], year: 1968, ids: gone })).toMatchObject({
      by: "search",
      ids: { tmdb: 10331 },
    });
  });

  test("two ids of different films: the one that fits the name, or a person decides", async () => {
    const ids = { tmdb: 653, imdb: "tt0063350", tvdb: null };
    expect(tmdbIdOf(await ask({ titles: ["Night of the Living Dead"], year: 1968, ids }))).toBe(10331);
    expect(tmdbIdOf(await ask({ titles: ["Nosferatu"], year: 1922, ids }))).toBe(653);
    const unsure = await ask({ titles: ["Home video"], ids });
    expect(unsure).toMatchObject({ outcome: "unsure" });
    expect(unsure.outcome === "unsure" && unsure.candidates.length).toBe(2);
  });

  test("by hand, nothing but ids counts", async () => {
    expect(await ask({ titles: ["Nosferatu"], year: 1922, byIdOnly: true })).toMatchObject({ outcome: "unsure" });
  });
});

test("a film in no database goes to a person with no candidates", async () => {
  expect(await ask({ titles: ["Xqzw Holiday at Grandmother's"], year: 2019 })).toEqual({
    outcome: "unsure",
    candidates: [],
    reasons: ["No film of this name was found."],
  });
});

test("an exact name costs one request", async () => {
  simulator.requests.reset();
  await ask({ titles: ["Metropolis"], year: 1927, language: "fr" });
  expect(simulator.requests.list()).toHaveLength(1);
});
