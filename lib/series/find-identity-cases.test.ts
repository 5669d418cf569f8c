import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { parseName } from "#lib/files/names/parse.ts";
import { eachCase, type NameCase, readCases } from "#lib/identify/testing-cases.ts";
import type { SeriesProvider } from "#lib/providers/provider.ts";
import { openTmdb } from "#lib/providers/tmdb.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { findSeriesIdentity } from "./find-identity.ts";
import { noSeriesIds, orderSeriesProviders } from "./find-identity-hit.ts";
import { seriesClaims, seriesNames } from "./identify-question.ts";
import type { FileEpisode } from "./identify-shape.ts";
import { seriesCases } from "./testing-identify-cases.ts";

let db: Db;
let simulator: Simulator;
let providers: SeriesProvider[];
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ faults: { requestsPerSecond: 0 } });
  await transaction(db, async (tx) => {
    await setSetting(tx, "tmdb.apiKey", "0123456789abcdef");
    await setSetting(tx, "tmdb.baseUrl", simulator.tmdbBaseUrl);
  });
  providers = orderSeriesProviders([await openTmdb(db, { ratePerSecond: 5000 })], ["tmdb"]);
});
afterAll(() => simulator.close());

const aired = { absoluteNumber: null, airDate: null, numbering: "aired" } as const;

function readEpisodes(text: string): FileEpisode[] {
  return text.split(" ").flatMap((word): FileEpisode[] => {
    if (/^\d{4}-\d\d-\d\d$/.test(word)) {
      return [{ ...aired, seasonNumber: Number(word.slice(0, 4)), episodeNumber: 1, airDate: word, numbering: "date" }];
    }
    const [, season, from = "1", to = from] = /^(?:(\d+)x|a)(\d+)(?:-(\d+))?$/.exec(word) ?? [];
    const numbers = Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
    return numbers.map((number) =>
      season === undefined
        ? { ...aired, seasonNumber: 1, episodeNumber: number, absoluteNumber: number, numbering: "absolute" }
        : { ...aired, seasonNumber: Number(season), episodeNumber: number },
    );
  });
}

/** Asks as the job does for a series that a scan has just found in this folder. */
async function identify({ path, files, nfo }: NameCase) {
  const name = parseName(`${path}/Season 1/x.mkv`, { type: "tv" });
  const title = name.seriesTitle ?? path;
  return findSeriesIdentity(providers, {
    names: seriesNames({ title, originalTitle: null, year: name.year }, { title, year: name.year }),
    files: readEpisodes(files),
    claims: seriesClaims({
      row: noSeriesIds,
      named: { ...name.ids, tvmaze: null },
      told: { ...nfo, tvmaze: null },
      isPicked: false,
    }),
    language: "en",
    region: "US",
    rules: { acceptScore: 85, margin: 10 },
    byIdOnly: false,
  });
}

test("series as people name them: none is taken for another, and 95 of 100 that can be known are", {
  timeout: 180_000,
}, async () => {
  const cases = readCases(seriesCases);
  expect(cases.length).toBeGreaterThan(80);
  const wrong: string[] = [];
  const missed: string[] = [];
  await eachCase(cases, async (each) => {
    const identity = await identify(each);
    const found = identity.outcome === "identified" ? (identity.ids.tmdb ?? undefined) : undefined;
    if (found === each.expected) return;
    const why = identity.reasons.join(" ");
    if (found === undefined) missed.push(`${each.path} ${each.files}: ${why}`);
    else wrong.push(`${each.path} was taken for ${found}, not ${each.expected ?? "left to a person"}: ${why}`);
  });
  const known = cases.filter(({ expected }) => expected !== undefined).length;
  expect(wrong).toEqual([]);
  expect(missed.length / known, missed.join("\n")).toBeLessThanOrEqual(0.05);
});
