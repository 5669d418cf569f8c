import { and, asc, eq, inArray, isNull, lt, min, ne, sql } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { jobs, mediaPlayers, playerUpdates } from "#db/schema/index.ts";
import { type Backoff, retryDelayMs } from "#lib/jobs/backoff.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { UpdateOutcome } from "./player.ts";
import type { Player } from "./players.ts";
import { coalesceMs } from "./record-changes.ts";
import { playerSettingsSchema } from "./vocabulary.ts";

/** An update that no player took within a day is given up. */
const giveUpMs = 24 * 3_600_000;
/** Waits after a player that did not answer. */
const playerBackoff: Backoff = { firstMs: 30_000, maxMs: 15 * 60_000 };
/** Waits after an update that a player did not take although it answers: what it lacks is seldom there within minutes. */
const updateBackoff: Backoff = { firstMs: 30_000, maxMs: 3_600_000 };
/** How long what waits rests after a notification that failed for good. */
const restMs = 15 * 60_000;
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

type Settling = { updates: readonly Update[]; outcomes: readonly UpdateOutcome[] };

/** Writes down what became of updates. One that the player does not take yet is tried for a day (giveUp). */
export async function settle(tx: Tx, { updates, outcomes }: Settling): Promise<Notified> {
  // A player that did not answer is none of its tries: those have a time of their own.
  const triesOf = new Map(updates.map(({ id, dueAt, attempts }) => [id, dueAt === null ? 1 : attempts + 1]));
  const now = await databaseNow(tx);
  const rows = outcomes.map((outcome) => {
    const attempts = triesOf.get(outcome.updateId) ?? 1;
    const status = outcome.kind === "retry" ? "pending" : outcome.kind;
    return {
      id: outcome.updateId,
      status: status satisfies Update["status"] as Update["status"],
      attempts,
      error: outcome.kind === "sent" ? null : outcome.reason,
      sentAt: status === "sent" ? now : null,
      dueAt: status === "pending" ? new Date(now.getTime() + retryDelayMs(attempts, updateBackoff)) : null,
    };
  });
  await bulkUpdate(tx, playerUpdates, rows);
  const countOf = (status: string) => rows.filter((row) => row.status === status).length;
  return { sent: countOf("sent"), later: countOf("pending"), failed: countOf("failed") };
}

/**
 * Sees to it that all that waits for a player has a notification to come. At the end of every one: another change may have
 * brought it forward, before what was put off is due.
 */
export async function planNext(tx: Tx, { playerId, isFull }: { playerId: number; isFull: boolean }): Promise<void> {
  const isWaiting = and(eq(playerUpdates.playerId, playerId), eq(playerUpdates.status, "pending"));
  const [fresh] = await tx
    .select({ id: playerUpdates.id })
    .from(playerUpdates)
    .where(and(isWaiting, isNull(playerUpdates.dueAt)))
    .limit(1);
  const [putOff] = await tx
    .select({ dueAt: min(playerUpdates.dueAt) })
    .from(playerUpdates)
    .where(isWaiting);
  const now = await databaseNow(tx);
  const waits = [
    ...(fresh ? [isFull ? 0 : coalesceMs] : []),
    // No player is spoken to more often than every 30 seconds.
    ...(putOff?.dueAt ? [Math.max(coalesceMs, putOff.dueAt.getTime() - now.getTime())] : []),
  ];
  // What came in the meantime has a job of its own, which gathers for its 30 seconds: this one is done with it.
  if (waits.length > 0) await enqueue(tx, "player.notify", { playerId }, { delayMs: Math.min(...waits) });
}

/** What waits for players whose notification failed for good is sent by the next one, a quarter of an hour later. */
export async function resumeFailed(tx: Tx, jobIds: readonly number[]): Promise<void> {
  if (jobIds.length === 0) return;
  const waiting = await tx
    .selectDistinct({ playerId: playerUpdates.playerId })
    .from(playerUpdates)
    .innerJoin(jobs, and(eq(jobs.type, "player.notify"), eq(jobs.entityId, playerUpdates.playerId)))
    .where(and(inArray(jobs.id, [...jobIds]), eq(playerUpdates.status, "pending")));
  await enqueueMany(tx, "player.notify", waiting, { delayMs: restMs });
}

/** Plans a notification for every player that something waits for and that has none to come. Returns how many. */
export async function resumeNotifying(tx: Tx): Promise<number> {
  const waiting = await tx
    .selectDistinct({ playerId: playerUpdates.playerId })
    .from(playerUpdates)
    .where(eq(playerUpdates.status, "pending"));
  // One may run at this moment.
  return enqueueMany(tx, "player.notify", waiting, { delayMs: coalesceMs });
}

type PutOff = { player: Player; updates: readonly Update[]; reason: string; assertOwned: AssertOwned };

/**
 * The player did not answer: others of its group are told instead of what they take; of the rest it is asked again later.
 * `isHandedOn`: nothing is left for it.
 */
export async function putOff(db: Db, { player, updates, reason, assertOwned }: PutOff) {
  const attempts = Math.max(...updates.map((update) => update.attempts)) + 1;
  const delayMs = retryDelayMs(attempts, playerBackoff);
  const isHandedOn = await ownedTransaction(db, assertOwned, async (tx) => {
    await tx
      .update(mediaPlayers)
      .set({ lastError: reason, lastErrorAt: fromNow(0) })
      .where(eq(mediaPlayers.id, player.playerId));
    const others = await listOthers(tx, player);
    const taken = Map.groupBy(
      updates,
      ({ libraryId }) => others.find((other) => takesLibrary(other, libraryId))?.playerId ?? player.playerId,
    );
    for (const [playerId, given] of taken) {
      const ids = given.map(({ id }) => id);
      await tx
        .update(playerUpdates)
        .set({ playerId, attempts: sql`${playerUpdates.attempts} + 1`, error: reason })
        .where(and(inArray(playerUpdates.id, ids), eq(playerUpdates.status, "pending")));
      if (playerId === player.playerId) continue;
      // The second time round it is time to wait.
      await enqueue(tx, "player.notify", { playerId }, { delayMs: attempts > 1 ? delayMs : 0 });
    }
    return !taken.has(player.playerId);
  });
  return { isHandedOn, delayMs };
}

type Member = { playerId: number; libraryIds: number[] | null };

/** What belongs to no library any more is for every player. */
const takesLibrary = ({ libraryIds }: Member, libraryId: number | null): boolean =>
  libraryIds === null || libraryId === null || libraryIds.includes(libraryId);

/** The other players of the same group, the next one first, round and round. */
async function listOthers(tx: Tx, { playerId, groupId }: Player): Promise<Member[]> {
  if (groupId === null) return [];
  const found = await tx
    .select({ playerId: mediaPlayers.id, settings: mediaPlayers.settings })
    .from(mediaPlayers)
    .where(and(eq(mediaPlayers.groupId, groupId), eq(mediaPlayers.enabled, true), ne(mediaPlayers.id, playerId)))
    .orderBy(asc(mediaPlayers.id));
  const others = found.map(({ settings, ...member }) => ({
    ...member,
    libraryIds: playerSettingsSchema.parse(settings ?? {}).libraryIds,
  }));
  return [
    ...others.filter((other) => other.playerId > playerId),
    ...others.filter((other) => other.playerId < playerId),
  ];
}
