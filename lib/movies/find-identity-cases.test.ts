import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { eachCase, type NameCase, readCases } from "#lib/identify/testing-cases.ts";
import type { MovieProvider } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { findIdentity } from "./find-identity.ts";
import { filmClaims, filmNames } from "./identify-question.ts";
import { filmCases } from "./testing-identify-cases.ts";

let db: Db;
let simulator: Simulator;
let provider: MovieProvider;
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

/** Asks as the job does for a film that a scan has just found under this name. */
async function identify({ path, files, nfo }: NameCase) {
  const name = parseName(path, { type: "movie" });
  const row = { title: name.title ?? path, originalTitle: null, year: name.year };
  const nothing = { tmdbId: null, imdbId: null, tvdbId: null };
  return findIdentity(provider, {
    names: filmNames(row, name),
    runtimeMinutes: files === "-" ? null : Number(files),
    claims: filmClaims(nothing, { named: name.ids, told: nfo, isPicked: false }),
    language: "en",
    region: "US",
    rules: { acceptScore: 85, margin: 10 },
    byIdOnly: false,
  });
}

test("films as people name them: none is taken for another, and 95 of 100 that can be known are", {
  timeout: 180_000,
}, async () => {
  const cases = readCases(filmCases);
  expect(cases.length).toBeGreaterThan(200);
  const wrong: string[] = [];
  const missed: string[] = [];
  await eachCase(cases, async (each) => {
    const identity = await identify(each);
    const found = identity.outcome === "identified" ? (identity.ids.tmdb ?? undefined) : undefined;
    if (found === each.expected) return;
    const why = identity.reasons.join(" ");
    if (found === undefined) missed.push(`${each.path}: ${why}`);
    else wrong.push(`${each.path} was taken for ${found}, not ${each.expected ?? "left to a person"}: ${why}`);
  });
  const known = cases.filter(({ expected }) => expected !== undefined).length;
  expect(wrong).toEqual([]);
  expect(missed.length / known, missed.join("\n")).toBeLessThanOrEqual(0.05);
});
