import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { mediaPlayers, playerUpdates } from "#db/schema/index.ts";
import { type Backoff, retryDelayMs } from "#lib/jobs/backoff.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { UpdateOutcome } from "./player.ts";
import type { Player } from "./players.ts";

/** An update that no player took within a day is given up. */
const giveUpMs = 24 * 3_600_000;
/** Waits after a player that did not answer, and after an update that it did not take. */
const playerBackoff: Backoff = { firstMs: 30_000, maxMs: 15 * 60_000 };
/** How often a single update is tried that the player does not take, although it answers. */
const updateTries = 5;
/** Sent at once; more follow in the next job. */
export const updatesPerRun = 500;

export type Update = typeof playerUpdates.$inferSelect;
export type Notified = { sent: number; later: number; failed: number; skipped?: string };

/** Ends what is too old, and everything for a player that is switched off. Returns how many. */
export async function giveUp(db: Db, { playerId, name, enabled }: Player): Promise<number> {
  const last = sql`coalesce(${playerUpdates.error}, ${`${name} could not be told.`})`;
  const reason = enabled
    ? sql`${"Given up after a day. "} || ${last}`
    : sql`cast(${`${name} was switched off.`} as text)`;
  const ended = await db
    .update(playerUpdates)
    .set({ status: "failed", error: reason })
    .where(
      and(
        eq(playerUpdates.playerId, playerId),
        eq(playerUpdates.status, "pending"),
        enabled ? lt(playerUpdates.createdAt, fromNow(-giveUpMs)) : undefined,
      ),
    )
    .returning({ id: playerUpdates.id });
  return ended.length;
}

type Settling = { playerId: number; updates: readonly Update[]; outcomes: readonly UpdateOutcome[] };

/** Writes down what became of updates, and sees to it that what is left is sent later. */
export async function settle(tx: Tx, { playerId, updates, outcomes }: Settling): Promise<Notified> {
  // A player that did not answer is none of its tries: those have a time of their own.
  const triesOf = new Map(updates.map(({ id, dueAt, attempts }) => [id, dueAt === null ? 1 : attempts + 1]));
  const now = await databaseNow(tx);
  const rows = outcomes.map((outcome) => {
    const attempts = triesOf.get(outcome.updateId) ?? 1;
    const isLast = attempts >= updateTries;
    const status = outcome.kind === "sent" ? "sent" : outcome.kind === "failed" || isLast ? "failed" : "pending";
    return {
      id: outcome.updateId,
      status: status satisfies Update["status"] as Update["status"],
      attempts,
      error: outcome.kind === "sent" ? null : outcome.reason,
      sentAt: status === "sent" ? now : null,
      dueAt: status === "pending" ? new Date(now.getTime() + retryDelayMs(attempts, playerBackoff)) : null,
    };
  });
  await bulkUpdate(tx, playerUpdates, rows);
  const isFull = updates.length === updatesPerRun;
  const waits = rows.flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime() - now.getTime()] : []));
  const delayMs = isFull ? 0 : Math.min(...waits);
  // What came in the meantime has a job of its own, which gathers for its 30 seconds.
  if (Number.isFinite(delayMs)) await enqueue(tx, "player.notify", { playerId }, { delayMs });
  const countOf = (status: string) => rows.filter((row) => row.status === status).length;
  return { sent: countOf("sent"), later: countOf("pending"), failed: countOf("failed") };
}

type PutOff = { player: Player; updates: readonly Update[]; reason: string; assertOwned: AssertOwned };

/** The player did not answer: another of its group is told instead, if there is one; else it is asked again later. */
export async function putOff(db: Db, { player, updates, reason, assertOwned }: PutOff) {
  const attempts = Math.max(...updates.map((update) => update.attempts)) + 1;
  const delayMs = retryDelayMs(attempts, playerBackoff);
  const ids = updates.map(({ id }) => id);
  const isHandedOn = await ownedTransaction(db, assertOwned, async (tx) => {
    await tx
      .update(mediaPlayers)
      .set({ lastError: reason, lastErrorAt: fromNow(0) })
      .where(eq(mediaPlayers.id, player.playerId));
    const other = await findOther(tx, player);
    const rest = other === undefined ? {} : { playerId: other };
    await tx
      .update(playerUpdates)
      .set({ ...rest, attempts: sql`${playerUpdates.attempts} + 1`, error: reason })
      .where(and(inArray(playerUpdates.id, ids), eq(playerUpdates.status, "pending")));
    // The second time round it is time to wait.
    if (other !== undefined) {
      await enqueue(tx, "player.notify", { playerId: other }, { delayMs: attempts > 1 ? delayMs : 0 });
    }
    return other !== undefined;
  });
  return { isHandedOn, delayMs };
}

/** The next player of the same group, round and round. */
async function findOther(tx: Tx, { playerId, groupId }: Player): Promise<number | undefined> {
  if (groupId === null) return undefined;
  const members = await tx
    .select({ playerId: mediaPlayers.id })
    .from(mediaPlayers)
    .where(and(eq(mediaPlayers.groupId, groupId), eq(mediaPlayers.enabled, true)))
    .orderBy(asc(mediaPlayers.id));
  const others = members.map((member) => member.playerId).filter((id) => id !== playerId);
  return others.find((id) => id > playerId) ?? others[0];
}
