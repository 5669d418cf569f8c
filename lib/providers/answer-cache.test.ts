import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { providerCache } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { findAnswer, keepAnswer, purgeAnswers } from "./answer-cache.ts";

const dayMs = 24 * 3_600_000;
const plenty = 1024 ** 3;
let db: Db;

beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  await db.delete(providerCache);
});

/** Answers of 1,000 bytes, the first the oldest: it was fetched a minute before the second, and so on. */
async function keepMany(howMany: number, { oldestDays = 0 } = {}): Promise<void> {
  const rows = Array.from({ length: howMany }, (_, index) => ({
    provider: "tmdb",
    requestKey: `GET /${index}`,
    status: 200,
    body: "{}",
    sizeBytes: 1000,
    expiresAt: new Date(Date.now() - oldestDays * dayMs + index * 60_000),
  }));
  for (let at = 0; at < rows.length; at += 500) await db.insert(providerCache).values(rows.slice(at, at + 500));
}
const keptKeys = async () =>
  (await db.select({ key: providerCache.requestKey }).from(providerCache).orderBy(providerCache.id)).map(
    ({ key }) => key,
  );

test("what has been old for a month goes, whatever the size", async () => {
  await keepMany(3, { oldestDays: 31 });
  await db
    .insert(providerCache)
    .values({ provider: "tmdb", requestKey: "GET /new", status: 200, expiresAt: new Date() });
  expect(await purgeAnswers(db, { maxBytes: plenty })).toBe(3);
  expect(await keptKeys()).toEqual(["GET /new"]);
});

test("beyond the size the oldest go, and no more of them than must", async () => {
  await keepMany(10);
  expect(await purgeAnswers(db, { maxBytes: 10_000 })).toBe(0);
  expect(await purgeAnswers(db, { maxBytes: 7_500 })).toBe(3);
  expect(await keptKeys()).toEqual([3, 4, 5, 6, 7, 8, 9].map((index) => `GET /${index}`));
});

test("many go in batches until the size is met", async () => {
  await keepMany(1_300);
  expect(await purgeAnswers(db, { maxBytes: 50_000 })).toBe(1_250);
  expect(await keptKeys()).toHaveLength(50);
});

test("a stop is heard between batches", async () => {
  await keepMany(2);
  await expect(purgeAnswers(db, { maxBytes: 0, signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
  expect(await keptKeys()).toHaveLength(2);
});

test("the size counts what lies in the database, which is packed", async () => {
  const facts = { kind: "movie", etag: null, lastModified: null };
  const text = JSON.stringify({ text: "a film ".repeat(10_000), salt: randomBytes(8).toString("hex") });
  await keepAnswer(db, { provider: "tmdb", requestKey: "GET /1" }, { ...facts, text });
  const [row] = await db.select().from(providerCache);
  expect(row?.sizeBytes).toBe(Buffer.byteLength(row?.body ?? ""));
  expect(row?.sizeBytes).toBeLessThan(text.length / 6);
  expect((await findAnswer(db, { provider: "tmdb", requestKey: "GET /1" }))?.text).toBe(text);
});
