import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { configuration, providerCache, rateLimits } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { type SettingKey, type SettingTypes, settings } from "#lib/settings/settings.ts";
import { setSetting } from "#lib/settings/write-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { openProvider } from "./open.ts";
import { setProviders } from "./testing-simulator.ts";
import { languageProviders, providerFacts, providerNames } from "./vocabulary.ts";

/** What a German library asks for. */
const library = { language: "de", fallbacks: ["en"], region: "DE" };
const film = { ids: { tmdb: 10331, imdb: null, tvdb: null }, ...library };
const firefly = { ids: { tmdb: 1437, tvdb: 78_874, imdb: null, tvmaze: null }, ...library };

let db: Db;
let simulator: Simulator;
beforeAll(async () => {
  db = await testDb();
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  for (const table of [configuration, providerCache, rateLimits]) await db.delete(table);
  await setProviders(db, simulator);
  simulator.requests.reset();
});

const set = <K extends SettingKey>(key: K, value: SettingTypes[K]) =>
  transaction(db, (tx) => setSetting(tx, key, value));
const open = (name: (typeof languageProviders)[number]) => openProvider(db, name, { ratePerSecond: 1_000 });
const askedAt = (path: string) =>
  simulator.requests.list().flatMap((request) => (request.path === path ? [request.query] : []));

test("a film is asked for in TMDB's own language, which is another question than before", async () => {
  const title = async () => (await (await open("tmdb")).findMovie?.(film))?.fields.title;
  expect(await title()).toBe("Die Nacht der lebenden Toten");
  await set("tmdb.ownLanguage", "fr");
  expect(await title()).toBe("La Nuit des morts-vivants");
  await set("tmdb.ownLanguage", null);
  expect(await title()).toBe("Die Nacht der lebenden Toten");
  expect(askedAt("/3/movie/10331")).toHaveLength(2);
  // The library chooses its pictures among its own languages, whatever the texts come in.
  expect(askedAt("/3/movie/10331")[1]).toMatch(/include_image_language=fr%2Cen%2Cde%2Cnull/);
});

test.each(languageProviders)("a series and its episodes come in the own language of %s", async (name) => {
  const say = async () => {
    const provider = await open(name);
    const series = await provider.findSeries?.(firefly);
    const [hit] = (await provider.searchSeries?.({ title: "Firefly", year: 2002, ...library })) ?? [];
    return { title: series?.fields.title, plot: series?.fields.plot, hit: hit?.title };
  };
  expect(await say()).toMatchObject({
    title: "Firefly – Der Aufbruch der Serenity",
    hit: "Firefly – Der Aufbruch der Serenity",
  });
  await set(`${name}.ownLanguage`, "en");
  expect(await say()).toMatchObject({
    title: "Firefly",
    plot: expect.stringMatching(/^A small freighter/),
    hit: "Firefly",
  });
});

test.each(languageProviders)("own fallback languages of %s stand in for the library's", async (name) => {
  const plot = async () => (await (await open(name)).findSeries?.({ ...firefly, language: "it" }))?.fields.plot;
  expect(await plot()).toMatch(/^A small freighter/);
  await set(`${name}.ownFallbackLanguages`, ["fr"]);
  expect(await plot()).toMatch(/^Un petit cargo/);
  await set(`${name}.ownFallbackLanguages`, []);
  expect(await plot()).toMatch(/^A small freighter/);
});

test.each(languageProviders)("the certification of another country of %s names it", async (name) => {
  const certification = async () => (await (await open(name)).findSeries?.(firefly))?.fields.contentRating;
  expect(await certification()).toBe("12");
  await set(`${name}.ownRegion`, "GB");
  expect(await certification()).toBe("GB:15");
  await set(`${name}.ownRegion`, "ZA");
  expect(await certification()).toBe("12");
});

test("every provider that declares languages has settings for them, and no other", () => {
  const declared = providerNames.filter((name) => providerFacts[name].languages.length > 0);
  expect(declared).toEqual(languageProviders);
  const keys = Object.keys(settings).filter((key) => /\.own(Language|Region|FallbackLanguages)$/.test(key));
  expect(keys).toHaveLength(3 * declared.length);
});

test.each(languageProviders)("languages of %s are codes of two letters", async (name) => {
  const field = (part: string) => ({ code: "invalid", field: `${name}.${part}` });
  await expect(set(`${name}.ownLanguage`, "deu")).rejects.toMatchObject(field("ownLanguage"));
  await expect(set(`${name}.ownRegion`, "de")).rejects.toMatchObject(field("ownRegion"));
  await expect(set(`${name}.ownFallbackLanguages`, ["german"])).rejects.toMatchObject(field("ownFallbackLanguages"));
});
