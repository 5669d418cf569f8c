import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { configuration } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { readEnv } from "#lib/env.ts";
import { readSettings, showSetting } from "./read-settings.ts";
import type { SettingKey, SettingTypes } from "./settings.ts";
import { clearSetting, setSetting } from "./write-settings.ts";

const db = await testDb();
const given = readEnv({
  NODE_ENV: "test",
  TMDB_API_KEY: "key-of-the-environment",
  TMDB_BASE_URL: "http://environment.example/3",
});
const nothing = readEnv({ NODE_ENV: "test" });
const set = <K extends SettingKey>(key: K, value: SettingTypes[K]) =>
  transaction(db, (tx) => setSetting(tx, key, value));

beforeEach(async () => {
  await db.delete(configuration);
});

test("what nobody set is the default", async () => {
  expect((await readSettings(db)).get("identify.acceptScore")).toBe(85);
  expect((await readSettings(db, nothing)).origin("tmdb.baseUrl")).toBe("default");
});

test("every type comes back as it was set", async () => {
  await set("tmdb.enabled", false);
  await set("identify.margin", 12.5);
  await set("tmdb.language", "de");
  await set("tmdb.imageBaseUrl", null);
  const read = await readSettings(db, given);
  expect(read.get("tmdb.enabled")).toBe(false);
  expect(read.get("identify.margin")).toBe(12.5);
  expect(read.get("tmdb.language")).toBe("de");
  expect(read.get("tmdb.imageBaseUrl")).toBeNull();
});

test("the web page wins over the environment, except for secrets", async () => {
  expect((await readSettings(db, given)).get("tmdb.baseUrl")).toBe("http://environment.example/3");
  await set("tmdb.baseUrl", "http://web.example/3");
  await set("tmdb.apiKey", "key-of-the-web-page");
  const read = await readSettings(db, given);
  expect(read.get("tmdb.baseUrl")).toBe("http://web.example/3");
  expect(read.get("tmdb.apiKey")).toBe("key-of-the-environment");
  expect([read.origin("tmdb.baseUrl"), read.origin("tmdb.apiKey")]).toEqual(["web", "environment"]);
  expect((await readSettings(db, nothing)).get("tmdb.apiKey")).toBe("key-of-the-web-page");
  await transaction(db, (tx) => clearSetting(tx, "tmdb.baseUrl"));
  expect((await readSettings(db, given)).origin("tmdb.baseUrl")).toBe("environment");
});

test("S17 a secret is encrypted at rest, shown by four characters, and kept when the mask comes back", async () => {
  await set("tmdb.apiKey", "CANARY0123456789");
  const [row] = await db.select().from(configuration).where(eq(configuration.key, "tmdb.apiKey"));
  expect(JSON.stringify(row)).not.toContain("CANARY");
  const shown = showSetting(await readSettings(db, nothing), "tmdb.apiKey");
  expect(JSON.stringify(shown)).not.toContain("CANARY");
  expect(String(shown.value)).toMatch(/6789$/);
  await set("tmdb.apiKey", String(shown.value));
  expect((await readSettings(db, nothing)).get("tmdb.apiKey")).toBe("CANARY0123456789");
});

test("a value that is not allowed is refused with its field", async () => {
  await expect(set("tmdb.language", "german")).rejects.toMatchObject({ code: "invalid", field: "tmdb.language" });
  await expect(set("tmdb.baseUrl", "ftp://x")).rejects.toMatchObject({ code: "invalid" });
  await db.insert(configuration).values({ key: "identify.margin", value: '"many"', type: "json" });
  const read = await readSettings(db);
  expect(() => read.get("identify.margin")).toThrow("identify.margin in the settings is not valid");
});
