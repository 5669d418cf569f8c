import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "./raw.ts";
import { testDb } from "./testing.ts";

test("a statement over 50 ms is told of with its SQL and without its values", async () => {
  const db = await testDb();
  const told: unknown[] = [];
  const listener = (message: unknown) => told.push(message);
  subscribe("metarr.db.slow", listener);
  const amount = 1_000_000;
  await rows(
    db,
    sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${amount}) select count(*) as slow_one from numbers where ${"a secret"} <> 'x'`,
  );
  unsubscribe("metarr.db.slow", listener);
  expect(told).toContainEqual({ sql: expect.stringContaining("slow_one"), durationMs: expect.any(Number) });
  expect(JSON.stringify(told)).not.toContain("a secret");
});
