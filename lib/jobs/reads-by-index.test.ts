import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { bulkInsert } from "#db/bulk.ts";
import { openDatabase, type Tx } from "#db/client.ts";
import { dialect } from "#db/dialect/index.ts";
import { execute, rows } from "#db/raw.ts";
import { actors, jobs } from "#db/schema/index.ts";
import { testTarget } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { upsertActors } from "#lib/people/upsert-people.ts";
import { peekQueue } from "./claim.ts";
import { laneNames } from "./vocabulary.ts";

const target = await testTarget();
// As a worker opens it.
const opened = openDatabase(
  target.type === "postgres" ? { ...target, maxConnections: 1, preferIndexes: true } : target,
);
const { db } = opened;
afterAll(() => opened.close());

/** SQLite counts no rows that are read; the statements of the queue name their index there. */
const cannotCount = dialect === "sqlite";

test.skipIf(cannotCount)("a look at a long queue reads a few of its rows (SQLite does not count them)", async () => {
  const waiting = Array.from({ length: 20_000 }, (_, index) => ({
    type: "movie.enrich" as const,
    payload: { movieId: index + 1 },
    lane: "providers",
    priority: 5,
    maxAttempts: 3,
    dedupeKey: `movie.enrich:${index}`,
  }));
  await bulkInsert(db, jobs, waiting);
  await execute(db, sql.raw("analyze jobs"));
  const read = await countReads("jobs", async (tx) => {
    expect((await peekQueue(tx, laneNames)).ready).toEqual(["providers"]);
  });
  expect(read).toBeLessThan(20);
});

test.skipIf(cannotCount)(
  "what was prepared while a table was empty reads by its indexes when it is full (SQLite does not count what it reads)",
  async () => {
    const known = Array.from({ length: 10 }, (_, index) => ({ name: `Person ${index}`, tmdbId: index + 1 }));
    for (let run = 0; run < 20; run++) await transaction(db, (tx) => upsertActors(tx, known));
    const others = Array.from({ length: 20_000 }, (_, index) => ({
      name: `Other ${index}`,
      nameNormalized: `other ${index}`,
      tmdbId: 1000 + index,
    }));
    await bulkInsert(db, actors, others);
    expect(await countReads("actors", (tx) => upsertActors(tx, known))).toBeLessThan(100);
  },
);

/** How many rows of a table are looked at by what runs. */
async function countReads(table: string, work: (tx: Tx) => Promise<unknown>): Promise<number> {
  return transaction(db, async (tx) => {
    const count = async () => {
      const [row] = await rows<{ read: number }>(
        tx,
        sql`select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = ${table}`,
      );
      return Number(row?.read);
    };
    const before = await count();
    await work(tx);
    return (await count()) - before;
  });
}
