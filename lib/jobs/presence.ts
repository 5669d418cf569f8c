import { and, eq, like, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { rows } from "#db/raw.ts";
import { configuration } from "#db/schema/index.ts";

/** What a worker says about itself every ten seconds. */
export type Presence = { workerId: string; startedAt: string; jobsInHand: number };

/** A worker that has not said anything for so long is not there. */
const presentForMs = 45_000;
const forgottenAfterMs = 24 * 3_600_000;
const keyOf = (workerId: string) => `worker:${workerId}`;

/** Says that a worker is there. */
export async function recordPresence(db: Db, presence: Presence): Promise<void> {
  const value = JSON.stringify(presence);
  await db
    .insert(configuration)
    .values({ key: keyOf(presence.workerId), value, type: "json" })
    .onConflictDoUpdate({ target: configuration.key, set: { value, updatedAt: fromNow(0) } });
}

/** Workers that ended without a word, a day after it. */
export async function forgetOldPresences(db: Db): Promise<void> {
  await db
    .delete(configuration)
    .where(and(like(configuration.key, "worker:%"), lt(configuration.updatedAt, fromNow(-forgottenAfterMs))));
}

/** A worker that ends in good order says good-bye. */
export async function endPresence(db: Db, workerId: string): Promise<void> {
  await db.delete(configuration).where(eq(configuration.key, keyOf(workerId)));
}

export type SeenWorker = Presence & { seenAt: Date; isPresent: boolean };

/** Workers seen within a day, for the health page. `isPresent` compares with the database's clock. */
export async function listWorkers(db: Db): Promise<SeenWorker[]> {
  const found = await rows<{ value: string; updated_at: string; present: number }>(
    db,
    sql`select value, updated_at, case when updated_at >= ${fromNow(-presentForMs)} then 1 else 0 end as present
        from configuration where key like 'worker:%' order by updated_at desc`,
  );
  return found.map(({ value, updated_at, present }) => ({
    ...parsePresence(value),
    seenAt: new Date(updated_at),
    isPresent: present === 1,
  }));
}

function parsePresence(value: string): Presence {
  const { workerId, startedAt, jobsInHand }: Presence = JSON.parse(value);
  return { workerId, startedAt, jobsInHand };
}
