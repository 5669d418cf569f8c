import { statSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { sqliteFile } from "#db/client.ts";
import { dialect } from "#db/dialect/index.ts";
import { targetOf } from "#db/handle.ts";
import { providerCache } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { startCheckpoints } from "./checkpoints.ts";

const db = await testDb();

test("what was written reaches the database file beside the work, and the thread ends with the worker", async () => {
  const target = targetOf(db);
  const sizeOf = () => (target.type === "sqlite" ? statSync(sqliteFile(target.dataDir)).size : 0);
  const before = sizeOf();
  const body = "x".repeat(3_000_000);
  await db.insert(providerCache).values({
    provider: "tmdb",
    requestKey: "large",
    kind: "test",
    status: 200,
    body,
    sizeBytes: body.length,
    fetchedAt: new Date(),
    expiresAt: new Date(),
  });
  expect(sizeOf()).toBe(before);
  const checkpoints = startCheckpoints(db);
  if (dialect === "sqlite") await vi.waitFor(() => expect(sizeOf()).toBeGreaterThan(before + body.length), 10_000);
  await checkpoints.stop();
  expect(await db.$count(providerCache)).toBe(1);
});
