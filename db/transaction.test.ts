import { count, eq, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Db, type OpenDatabase } from "./client.ts";
import { isUniqueViolation } from "./errors.ts";
import { rows } from "./raw.ts";
import { configuration, libraries } from "./schema/index.ts";
import { testDb } from "./testing.ts";
import { onCommit, transaction } from "./transaction.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

test("smoke", async () => {
  await db.insert(configuration).values({ key: "a", value: "1" });
  await transaction(db, async (tx) => {
    await tx.insert(configuration).values({ key: "b", value: "1" });
    await transaction(tx, async (inner) => { await inner.update(configuration).set({ value: "2" }); });
  });
  console.log(await db.select().from(configuration), await db.$count(configuration), await rows(db, sql`select count(*) as n, max(updated_at) as u from ${configuration}`));
});
