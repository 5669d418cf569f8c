import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aBrowser } from "#app/_server/testing.ts";
import { setRequestHeaders } from "#app/_server/testing-next.ts";
import type { Db } from "#db/client.ts";
import { auditLog, configuration, jobs, libraries, movies, rateLimits, series } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { getLibrary } from "#lib/libraries/libraries.ts";
import { breakerFailures, recordFailure } from "#lib/providers/limits.ts";
import { startHost } from "#lib/providers/testing-host.ts";
import { fanartAnswers, fanartMissing, omdbAnswers } from "#lib/providers/testing-wire.ts";
import { type ProviderName, providerNames } from "#lib/providers/vocabulary.ts";
import { aShow, aTvLibrary } from "#lib/series/testing.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { newLibrary } from "./libraries/_components/new-library.ts";
import { browseFolders, changeLibrary, createLibrary, dropLibrary, refreshNow, scanNow } from "./libraries/actions.ts";
import { getNewLibrary } from "./libraries/queries.ts";
import {
  saveAnswers,
  saveLanguages,
  saveMatching,
  saveOrder,
  saveOwnOrder,
  saveProvider,
  saveTmdbKey,
  testProvider,
} from "./providers/actions.ts";
import { getPriorities, listProviderCards } from "./providers/queries.ts";
import { saveFreeSpace } from "./system/actions.ts";

const key = "0123456789abcdef0123456789abcdef";
const form = {
  enabled: true,
  apiKey: "",
  secondKey: "",
  baseUrl: "",
  imageBaseUrl: "",
  ratePerSecond: "",
  requestsPerDay: "",
  ownLanguage: "",
  ownRegion: "",
  ownFallbackLanguages: "",
};
const locale = { language: "", region: "", fallbackLanguages: "" };
const saveTmdb = (input: typeof form) => saveProvider({ provider: "tmdb", ...input });
const testTmdb = (input: { apiKey: string; baseUrl: string }) => testProvider({ provider: "tmdb", ...input });
async function cardOf(provider: ProviderName) {
  const card = (await listProviderCards()).find((one) => one.provider === provider);
  if (card === undefined) throw new Error(`There is no card of ${provider}.`);
  return card;
}
const getTmdbUsage = async () => (await cardOf("tmdb")).usage;

let db: Db;
let simulator: Simulator;
let media: string;

beforeAll(async () => {
  db = await testDb();
  setRequestHeaders((await aBrowser(db, "admin")).headers);
  simulator = await startSimulator({ artworkScale: 0.05, faults: { requestsPerSecond: 0 } });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  media = mkdtempSync(join(tmpdir(), "metarr-settings-"));
  simulator.setFaults({});
  await db.delete(jobs);
  await db.delete(movies);
  await db.delete(series);
  await db.delete(libraries);
  await db.delete(rateLimits);
  await db.delete(configuration);
  await db.delete(auditLog);
  return () => rmSync(media, { recursive: true, force: true });
});

const lastAudit = async () => (await db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1))[0];
const folder = (name: string) => {
  mkdirSync(join(media, name));
  return join(media, name);
};

describe("libraries", () => {
  async function aLibrary(): Promise<number> {
    const result = await createLibrary({ ...newLibrary, name: "Films", paths: [folder("films")] });
    if (!result.ok) throw new Error(result.error.message);
    return result.data.libraryId;
  }

  test("are added with a first scan and a line in the audit log", async () => {
    const libraryId = await aLibrary();
    expect(await db.select().from(jobs)).toMatchObject([{ type: "library.scan", entityId: libraryId }]);
    expect(await lastAudit()).toMatchObject({ action: "library.add", entityId: libraryId });
  });

  test("start with the language and country of the settings, and keep their own", async () => {
    await saveLanguages({ ...locale, language: "de", region: "AT" });
    expect(await getNewLibrary()).toMatchObject({ automation: "review", language: "de", region: "AT" });
    const libraryId = await aLibrary();
    await saveLanguages({ ...locale, language: "fr", region: "FR" });
    expect(await getLibrary(db, libraryId)).toMatchObject({ language: "de", region: "AT" });
  });

  test.each([
    ["is missing", () => join(media, "nowhere"), "not_found", "does not exist"],
    [
      "is a file",
      () => {
        writeFileSync(join(media, "file"), "");
        return join(media, "file");
      },
      "invalid",
      "is a file",
    ],
    ["is Metarr's own", () => env.DATA_DIR, "forbidden", "places? libraries may lie in|own data"],
    ["is not a full path", () => "films", "invalid", "not a full path"],
  ])("a folder that %s is refused at its field, by name", async (_what, path, code, words) => {
    const result = await createLibrary({ ...newLibrary, name: "Films", paths: [path()] });
    expect(result).toMatchObject({ ok: false, error: { code, field: "paths" } });
    expect(result.ok ? "" : result.error.message).toMatch(new RegExp(words));
    expect(await db.select().from(libraries)).toEqual([]);
  });

  test("a folder inside another library is refused, and the other one is named", async () => {
    await aLibrary();
    const result = await createLibrary({ ...newLibrary, name: "Inside", paths: [folder("films/more")] });
    expect(result).toMatchObject({ ok: false, error: { code: "conflict", field: "paths" } });
    expect(result.ok ? "" : result.error.message).toContain("the library Films");
  });

  test("are changed and removed with a line in the audit log each", async () => {
    const libraryId = await aLibrary();
    const paths = [join(media, "films")];
    const { version } = await getLibrary(db, libraryId);
    const edit = { ...newLibrary, libraryId, version, name: "Cinema", paths, automation: "full" } as const;
    const changed = await changeLibrary(edit);
    expect(changed).toMatchObject({ ok: true, data: { name: "Cinema" } });
    expect(await lastAudit()).toMatchObject({ action: "library.update", details: { automation: "full" } });
    expect(await changeLibrary(edit)).toMatchObject({ ok: false, error: { code: "conflict" } });
    expect(await dropLibrary({ libraryId })).toMatchObject({ ok: true });
    expect(await lastAudit()).toMatchObject({ action: "library.remove", entityId: libraryId });
    expect(await dropLibrary({ libraryId })).toMatchObject({ ok: false, error: { code: "not_found" } });
  });

  test("are scanned and refreshed when somebody asks, in the way they ask", async () => {
    const libraryId = await aLibrary();
    await db.delete(jobs);
    for (const way of ["soon", "full", "confirmed"] as const) await scanNow({ libraryId, way });
    const payloads = (await db.select().from(jobs).orderBy(jobs.id)).map((job) => job.payload);
    expect(payloads).toEqual([{ libraryId }, { libraryId, full: true }, { libraryId, confirmed: true }]);
    expect(await scanNow({ libraryId: 999_999 })).toMatchObject({ ok: false, error: { code: "not_found" } });
    await db.delete(jobs);
    expect(await refreshNow({ libraryId })).toMatchObject({ ok: true });
    expect(await db.select().from(jobs)).toMatchObject([{ type: "library.refresh", entityId: libraryId }]);
    expect(await lastAudit()).toMatchObject({ action: "library.refresh", entityId: libraryId });
  });

  test("S25: the folder browser names folders only, and Metarr's own data not at all", async () => {
    folder("films");
    writeFileSync(join(media, "secret.txt"), "secret");
    const listed = await browseFolders({ path: media });
    expect(listed).toMatchObject({ ok: true, data: { path: media, folders: [{ name: "films" }] } });
    expect(JSON.stringify(listed)).not.toContain("secret");
    expect(await browseFolders({ path: env.DATA_DIR })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(await browseFolders({ path: "/proc" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });
});

describe("TMDB", () => {
  const settings = async () => await readSettings(db);

  test("S17: the key leaves the server masked, and the mask sent back keeps it", async () => {
    expect(await saveTmdbKey({ apiKey: key })).toMatchObject({ ok: true, data: { changed: 1 } });
    const card = await cardOf("tmdb");
    expect(card.shown.apiKey?.value).toBe("••••cdef");
    expect(JSON.stringify(await listProviderCards())).not.toContain(key);
    expect(await saveTmdb({ ...form, apiKey: "••••cdef", ratePerSecond: "20" })).toMatchObject({
      data: { changed: 1 },
    });
    expect((await settings()).get("tmdb.apiKey")).toBe(key);
    const stored = await db.select().from(configuration).where(eq(configuration.key, "tmdb.apiKey"));
    expect(JSON.stringify([stored, await db.select().from(auditLog)])).not.toContain(key);
  });

  test("an empty key is forgotten", async () => {
    await saveTmdbKey({ apiKey: key });
    await saveTmdb(form);
    expect((await settings()).get("tmdb.apiKey")).toBeNull();
  });

  test("what is wrong is told at every field at once, and nothing is kept", async () => {
    const result = await saveTmdb({ ...form, enabled: false, baseUrl: "nonsense", ratePerSecond: "900" });
    expect(result).toMatchObject({ ok: false, error: { code: "invalid" } });
    const issues = result.ok ? [] : result.error.details?.issues;
    expect(issues).toMatchObject([{ field: "baseUrl" }, { field: "ratePerSecond" }]);
    expect((await settings()).get("tmdb.enabled")).toBe(true);
  });

  test("is tested with what stands in the form, before it is saved and while it is off", async () => {
    await saveTmdb({ ...form, enabled: false });
    const verdict = await testTmdb({ apiKey: key, baseUrl: simulator.tmdbBaseUrl });
    expect(verdict).toMatchObject({ ok: true, data: { ok: true } });
    expect((await settings()).origin("tmdb.apiKey")).toBe("default");
  });

  test("a refused key and a missing one have a verdict in words", async () => {
    simulator.setFaults({ rules: [{ status: 401 }] });
    const refused = await testTmdb({ apiKey: key, baseUrl: simulator.tmdbBaseUrl });
    expect(refused).toMatchObject({ ok: true, data: { ok: false, message: expect.stringMatching(/key/i) } });
    const missing = await testTmdb({ apiKey: "", baseUrl: simulator.tmdbBaseUrl });
    expect(missing).toMatchObject({ ok: true, data: { ok: false, message: expect.stringContaining("no API key") } });
  });

  test("a test passes an open breaker, and closes it when TMDB answers", async () => {
    const rate = { perSecond: 30, burst: 7 };
    await saveTmdb({ ...form, apiKey: key, baseUrl: simulator.tmdbBaseUrl });
    for (let failure = 0; failure < breakerFailures; failure++) await recordFailure(db, "tmdb", rate, "gone");
    expect(await getTmdbUsage()).toMatchObject({ state: "paused", errors: breakerFailures });
    // Another key says nothing about the one that is saved.
    await testTmdb({ apiKey: "0123456789abcdef0123456789abcdee", baseUrl: simulator.tmdbBaseUrl });
    expect(await getTmdbUsage()).toMatchObject({ state: "paused" });
    await testTmdb({ apiKey: "", baseUrl: simulator.tmdbBaseUrl });
    expect(await getTmdbUsage()).toMatchObject({ state: "ready" });
  });

  test("a test makes one try, and its failures do not count", async () => {
    simulator.setFaults({ rules: [{ status: 500 }] });
    for (let press = 0; press <= breakerFailures; press++) {
      const verdict = await testTmdb({ apiKey: key, baseUrl: simulator.tmdbBaseUrl });
      expect(verdict).toMatchObject({ ok: true, data: { ok: false } });
    }
    expect(await getTmdbUsage()).toMatchObject({ state: "ready", requests: breakerFailures + 1, errors: 0 });
    simulator.setFaults({ rules: [] });
    const corrected = await testTmdb({ apiKey: key, baseUrl: simulator.tmdbBaseUrl });
    expect(corrected).toMatchObject({ ok: true, data: { ok: true } });
  });

  test("the first key lets films go on that waited for it", async () => {
    const [library] = await db
      .insert(libraries)
      .values({ name: "Films", path: media, type: "movie" })
      .returning({ id: libraries.id });
    const film = { filePath: "/a.mkv", fileName: "a.mkv", title: "A", sortTitle: "a" };
    await db.insert(movies).values({ ...film, libraryId: library?.id ?? 0 });
    await saveTmdb({ ...form, apiKey: key });
    expect(await db.select({ type: jobs.type }).from(jobs)).toEqual([{ type: "movie.identify" }]);
  });

  test("the first key of TVDB lets series go on that waited for it, and no films", async () => {
    const libraryId = await aTvLibrary(db);
    await aShow(db, { libraryId, series: { title: "Firefly" } });
    const film = { filePath: "/a.mkv", fileName: "a.mkv", title: "A", sortTitle: "a" };
    const library = { name: "Films", path: media, type: "movie" as const };
    const [films] = await db.insert(libraries).values(library).returning({ id: libraries.id });
    await db.insert(movies).values({ ...film, libraryId: films?.id ?? 0 });
    await saveProvider({ provider: "fanart", ...form, apiKey: key });
    expect(await db.select({ type: jobs.type }).from(jobs)).toEqual([]);
    await saveProvider({ provider: "tvdb", ...form, apiKey: key });
    expect(await db.select({ type: jobs.type }).from(jobs)).toEqual([{ type: "series.identify" }]);
  });

  test("thresholds and the default rating are kept with a line in the audit log", async () => {
    await saveMatching({ acceptScore: "90", margin: "", rating: "themoviedb" });
    expect((await settings()).get("identify.acceptScore")).toBe(90);
    expect(await lastAudit()).toMatchObject({
      action: "settings.update",
      details: { "identify.acceptScore": 90, "ratings.default": "themoviedb" },
    });
  });
});

describe("the other providers", () => {
  const settings = async () => await readSettings(db);

  test("all are listed with what they have, and nothing else", async () => {
    const cards = await listProviderCards();
    expect(cards.map(({ provider }) => provider)).toEqual(providerNames);
    expect(Object.keys((await cardOf("tvmaze")).shown)).toEqual(["enabled", "ratePerSecond", "baseUrl"]);
    expect((await cardOf("omdb")).usage.leftToday).toBe(1000);
    expect((await cardOf("tvdb")).usage.leftToday).toBeNull();
  });

  test("S17: second keys are masked like keys, kept by their mask, and forgotten when emptied", async () => {
    const secrets = { apiKey: "CANARY-project-1111", secondKey: "CANARY-personal-2222" };
    await saveProvider({ provider: "fanart", ...form, ...secrets });
    const { shown } = await cardOf("fanart");
    expect([shown.apiKey?.value, shown.secondKey?.value]).toEqual(["••••1111", "••••2222"]);
    await saveProvider({ provider: "fanart", ...form, apiKey: "••••1111", secondKey: "••••2222", ratePerSecond: "4" });
    expect((await settings()).get("fanart.personalKey")).toBe("CANARY-personal-2222");
    await saveProvider({ provider: "fanart", ...form, apiKey: "••••1111" });
    expect((await settings()).get("fanart.personalKey")).toBeNull();
    expect((await settings()).get("fanart.apiKey")).toBe("CANARY-project-1111");
    const seen = JSON.stringify([await listProviderCards(), await db.select().from(auditLog)]);
    expect(seen).not.toContain("CANARY");
  });

  test("a test asks with both keys that are typed, or with the saved ones behind their masks", async () => {
    const host = await startHost(fanartAnswers, fanartMissing);
    await saveProvider({ provider: "fanart", ...form, apiKey: "saved-1111", secondKey: "own-2222" });
    const test = (apiKey: string, secondKey: string) =>
      testProvider({ provider: "fanart", apiKey, secondKey, baseUrl: `${host.url}/v3` });
    expect(await test("typed", "")).toMatchObject({ ok: true, data: { ok: true } });
    expect(await test("••••1111", "••••2222")).toMatchObject({ ok: true, data: { ok: true } });
    expect(host.asked.map((path) => path.split("?")[1])).toEqual([
      "api_key=typed",
      "api_key=saved-1111&client_key=own-2222",
    ]);
    await host.close();
  });

  test.each([
    ["tvdb", () => simulator.tvdbBaseUrl],
    ["tvmaze", () => simulator.tvmazeBaseUrl],
    ["omdb", () => simulator.omdbBaseUrl],
    ["fanart", () => simulator.fanartBaseUrl],
  ] as const)("%s is tested with what is typed, and a test saves nothing", async (provider, baseUrl) => {
    const typed = { provider, apiKey: "typed", secondKey: "", baseUrl: baseUrl() };
    expect(await testProvider(typed)).toMatchObject({ ok: true, data: { ok: true } });
    simulator.setFaults({ rules: [{ status: 500 }] });
    expect(await testProvider(typed)).toMatchObject({ ok: true, data: { ok: false } });
    expect((await cardOf(provider)).usage).toMatchObject({ errors: 0, state: "ready" });
    expect(await db.select().from(configuration)).toEqual([]);
  });

  test("a new key of OMDb has a day of its own, and may be asked at once", async () => {
    const host = await startHost(omdbAnswers, {});
    const omdb = { ...form, baseUrl: host.url, requestsPerDay: "5" };
    await saveProvider({ provider: "omdb", ...omdb, apiKey: "used-up" });
    const test = () => testProvider({ provider: "omdb", apiKey: "", baseUrl: host.url });
    expect(await test()).toMatchObject({ data: { ok: false, message: expect.stringContaining("used up") } });
    expect((await cardOf("omdb")).usage).toMatchObject({ state: "waiting", leftToday: 4 });
    await saveProvider({ provider: "omdb", ...omdb, apiKey: "another" });
    expect((await cardOf("omdb")).usage).toMatchObject({ state: "untried", leftToday: 5 });
    expect(await test()).toMatchObject({ data: { ok: true } });
    await host.close();
  });

  test("orders are kept, one at a time, and taken away again", async () => {
    await saveOrder({ kind: "movie", order: ["omdb", "tmdb"] });
    await saveOwnOrder({ list: "fields", id: "movie.plot", order: ["omdb", "tmdb"] });
    await saveOwnOrder({ list: "fields", id: "series.title", order: ["tvdb"] });
    await saveOwnOrder({ list: "artwork", id: "clearlogo", order: ["fanart"] });
    await saveOwnOrder({ list: "fields", id: "movie.plot", order: null });
    expect(await getPriorities()).toMatchObject({
      movie: ["omdb", "tmdb"],
      fields: { "series.title": ["tvdb"] },
      artwork: { clearlogo: ["fanart"] },
    });
    expect(await lastAudit()).toMatchObject({ details: { "priority.fields": { "series.title": ["tvdb"] } } });
    const unknown = await saveOwnOrder({ list: "fields", id: "movie.path", order: ["omdb"] });
    expect(unknown).toMatchObject({ ok: false, error: { code: "invalid" } });
  });

  test("a provider's own languages are kept, shown as they are typed, and emptied", async () => {
    const own = { ...form, ownLanguage: "fr", ownRegion: "ca", ownFallbackLanguages: "none" };
    expect(await saveProvider({ provider: "tvdb", ...own })).toMatchObject({ data: { changed: 3 } });
    expect((await settings()).get("tvdb.ownFallbackLanguages")).toEqual([]);
    const { shown } = await cardOf("tvdb");
    const values = [shown.ownLanguage?.value, shown.ownRegion?.value, shown.ownFallbackLanguages?.value];
    expect(values).toEqual(["fr", "CA", "none"]);
    expect(await saveProvider({ provider: "tvdb", ...form })).toMatchObject({ data: { changed: 3 } });
    expect((await settings()).get("tvdb.ownLanguage")).toBeNull();
    expect((await cardOf("omdb")).shown.ownLanguage).toBeUndefined();
  });

  test("languages to fall back to are a list, in the settings and in a library", async () => {
    expect(await saveLanguages({ ...locale, fallbackLanguages: "fr, en" })).toMatchObject({ data: { changed: 1 } });
    expect(await saveLanguages({ ...locale, fallbackLanguages: "fr en" })).toMatchObject({ data: { changed: 0 } });
    expect((await settings()).get("metadata.fallbackLanguages")).toEqual(["fr", "en"]);
    const result = await createLibrary({ ...newLibrary, name: "Films", paths: [folder("films")] });
    const libraryId = result.ok ? result.data.libraryId : 0;
    expect((await getLibrary(db, libraryId)).fallbackLanguages).toBeNull();
    const paths = [join(media, "films")];
    const { version } = await getLibrary(db, libraryId);
    await changeLibrary({ ...newLibrary, libraryId, version, name: "Films", paths, fallbackLanguages: ["de"] });
    expect((await getLibrary(db, libraryId)).fallbackLanguages).toEqual(["de"]);
    const wrong = {
      ...newLibrary,
      libraryId,
      version: version + 1,
      name: "Films",
      paths,
      fallbackLanguages: ["german"],
    };
    expect(await changeLibrary(wrong)).toMatchObject({ ok: false, error: { code: "invalid" } });
  });

  test("the size of what is kept is a whole number of megabytes", async () => {
    await saveAnswers({ answersMb: "200" });
    expect((await settings()).get("cache.answersMb")).toBe(200);
    expect(await saveAnswers({ answersMb: "2" })).toMatchObject({ ok: false, error: { code: "invalid" } });
  });

  test("the room that stays free has bounds", async () => {
    await saveFreeSpace({ minFreeMb: " 2000 " });
    expect((await settings()).get("downloads.minFreeMb")).toBe(2000);
    for (const minFreeMb of ["50", "1e9", "-1", "many"]) {
      const answer = await saveFreeSpace({ minFreeMb });
      expect(answer).toMatchObject({ ok: false, error: { code: "invalid", field: "minFreeMb" } });
    }
  });
});
