import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { configuration } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { changeSettings, type SettingChanges } from "./change-settings.ts";
import { readSettings, showSetting } from "./read-settings.ts";

const key = "0123456789abcdef0123456789abcdef";
let db: Db;

beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  await db.delete(configuration);
});

const change = (changes: SettingChanges) => transaction(db, (tx) => changeSettings(tx, changes));

test("only what differs from the values in force is kept", async () => {
  expect(await change({ "tmdb.language": "en", "tmdb.region": "DE", "tmdb.enabled": true })).toEqual(["tmdb.region"]);
  const read = await readSettings(db);
  expect([read.origin("tmdb.language"), read.origin("tmdb.region")]).toEqual(["default", "web"]);
});

test("S17: a masked secret that a form sends back keeps the stored one", async () => {
  expect(await change({ "tmdb.apiKey": key })).toEqual(["tmdb.apiKey"]);
  const shown = showSetting(await readSettings(db), "tmdb.apiKey").value;
  expect(shown).toBe("••••cdef");
  expect(await change({ "tmdb.apiKey": String(shown) })).toEqual([]);
  expect((await readSettings(db)).get("tmdb.apiKey")).toBe(key);
});

test("null forgets a setting once", async () => {
  await change({ "tmdb.baseUrl": "https://mirror.example.org/3", "tmdb.apiKey": key });
  expect(await change({ "tmdb.baseUrl": null, "tmdb.apiKey": null })).toEqual(["tmdb.apiKey", "tmdb.baseUrl"]);
  expect(await change({ "tmdb.baseUrl": null, "tmdb.apiKey": null })).toEqual([]);
  expect((await readSettings(db)).get("tmdb.apiKey")).toBeNull();
});

test("a stored value that no longer is one is replaced", async () => {
  await change({ "tmdb.ratePerSecond": 10 });
  await db.update(configuration).set({ value: '"fast"' });
  expect(await change({ "tmdb.ratePerSecond": 20 })).toEqual(["tmdb.ratePerSecond"]);
});

test("nothing is kept when one value is not allowed", async () => {
  await expect(change({ "tmdb.language": "de", "tmdb.ratePerSecond": 500 })).rejects.toMatchObject({
    code: "invalid",
    field: "tmdb.ratePerSecond",
  });
  expect((await readSettings(db)).get("tmdb.language")).toBe("en");
});
