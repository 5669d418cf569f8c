import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { openFanart } from "./fanart.ts";
import { startHost, type TestHost } from "./testing-host.ts";
import { fanartAnswers, fanartMissing } from "./testing-wire.ts";

const choice = { language: "en", region: "US" };
let db: Db;
let host: TestHost;

beforeAll(async () => {
  db = await testDb();
  host = await startHost(fanartAnswers, fanartMissing);
  await transaction(db, async (tx) => {
    await setSetting(tx, "fanart.apiKey", "CANARY-project");
    await setSetting(tx, "fanart.personalKey", "CANARY-personal");
    await setSetting(tx, "fanart.baseUrl", `${host.url}/v3`);
  });
});
afterAll(() => host.close());
beforeEach(async () => {
  host.strike();
  host.asked.length = 0;
  await db.delete(providerCache);
  await db.delete(rateLimits);
});

test("pictures of a film come under our types, with likes as numbers and textless ones known", async () => {
  const movie = await (await openFanart(db)).findMovie({ ids: { tmdb: 10331, imdb: null, tvdb: null }, ...choice });
  expect(movie?.ids).toEqual({ tmdb: 10331, imdb: "tt0063350", tvdb: null });
  const seen = movie?.artwork.map(({ assetType, providerId, language, likes }) => [
    assetType,
    providerId,
    language,
    likes,
  ]);
  expect(seen).toEqual([
    ["clearlogo", "1", "en", 7],
    ["clearlogo", "2", null, 1],
    ["clearlogo", "3", "de", 0],
    ["clearart", "4", "en", 3],
    ["clearart", "5", "en", 0],
    ["poster", "6", "en", 12],
    ["poster", "7", null, 4],
    ["keyart", "7", null, 4],
    ["fanart", "8", null, 9],
    ["banner", "9", "en", 1],
    ["landscape", "10", "en", 2],
    ["discart", "11", "en", 5],
  ]);
  expect(movie?.artwork[0]).toMatchObject({ url: expect.stringMatching(/^https:/), width: null, height: null });
  expect(movie?.fields.title).toBeNull();
});

test("pictures of seasons, specials too, stand with their season; those of all seasons with the series", async () => {
  const ids = { tmdb: null, tvdb: 81189, imdb: null, tvmaze: null };
  const series = await (await openFanart(db)).findSeries({ ids, ...choice });
  const types = series?.artwork.map(({ assetType, providerId }) => `${assetType} ${providerId}`);
  expect(types).toEqual([
    ...["clearlogo 21", "clearlogo 22", "clearart 23", "clearart 24", "poster 25", "fanart 26", "banner 27"],
    ...["landscape 28", "characterart 29", "banner 32"],
  ]);
  expect(
    series?.seasons.map(({ seasonNumber, artwork }) => [seasonNumber, artwork.map((one) => one.assetType)]),
  ).toEqual([
    [0, ["poster"]],
    [1, ["poster", "landscape"]],
  ]);
});

test("a film is asked by IMDb's id where TMDB's is not known, and not at all without both", async () => {
  const fanart = await openFanart(db);
  expect((await fanart.findMovie({ ids: { tmdb: null, imdb: "tt0063350", tvdb: null }, ...choice }))?.ids.tmdb).toBe(
    10331,
  );
  expect(await fanart.findMovie({ ids: { tmdb: null, imdb: null, tvdb: 5 }, ...choice })).toBeUndefined();
  expect(host.asked).toHaveLength(1);
});

test("what has no artwork is not there; a 404 that is not fanart.tv's own is an error", async () => {
  const ids = { tmdb: 4, imdb: null, tvdb: null };
  expect(await (await openFanart(db)).findMovie({ ids, ...choice })).toBeUndefined();
  host.strike({ status: 404, text: "<html>nothing here</html>" });
  await expect((await openFanart(db)).findMovie({ ids, ...choice })).rejects.toMatchObject({
    details: { kind: "refused" },
  });
});

test("S17 both keys are sent, and neither is kept or told", async () => {
  const ids = { tmdb: 10331, imdb: null, tvdb: null };
  await (await openFanart(db)).findMovie({ ids, ...choice });
  expect(host.asked[0]).toBe("/v3/movies/10331?api_key=CANARY-project&client_key=CANARY-personal");
  host.strike({ status: 500 });
  const error = await (await openFanart(db, { firstWaitMs: 1 }))
    .findMovie({ ids: { ...ids, tmdb: 5 }, ...choice })
    .catch((thrown: unknown) => thrown);
  const kept = [await db.select().from(providerCache), await db.select().from(rateLimits), `${error}`];
  expect(JSON.stringify(kept)).not.toContain("CANARY");
});
