import { and, asc, eq, gt, inArray, isNull, lte, ne, notExists, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { jobs, mediaPlayers, playerUpdates } from "#db/schema/index.ts";
import { messageOf } from "#lib/errors.ts";
import { type AssertOwned, type Lease, ownedTransaction } from "#lib/jobs/lease.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { mapPath } from "./map-path.ts";
import { openPlayer } from "./open-player.ts";
import type { Patience, PlayerClient, UpdateOutcome } from "./player.ts";
import { addressOf, findPlayer, noteSeen, type Player } from "./players.ts";
import { giveUp, type Notified, planNext, putOff, settle, type Update, updatesPerRun } from "./settle-updates.ts";

const playingMs = 60_000;
const busyMs = 5_000;
type NotifyParams = {
  playerId: number;
  job: Lease;
  signal: AbortSignal;
  assertOwned: AssertOwned;
  patience?: Patience | undefined;
};

/**
 * Sends one player all that waits for it. Done twice it does no harm: a player that was told already refreshes again.
 * Throws RetryLater when the player does not answer, something plays there, or another job speaks with it.
 */
export async function notifyPlayer(db: Db, params: NotifyParams): Promise<Notified> {
  const { playerId, job, assertOwned } = params;
  const player = await findPlayer(db, playerId);
  if (!player) return { sent: 0, later: 0, failed: 0, skipped: "The player was removed." };
  if (!(await takePlace(db, { playerId, job }))) {
    throw new RetryLater({ delayMs: busyMs, reason: `Another job is telling ${player.name} what changed.` });
  }
  try {
    const given = await giveUp(db, player);
    const updates = await listDue(db, playerId);
    const outcomes = updates.length === 0 ? [] : await send(db, { ...params, player, updates });
    const counts = await ownedTransaction(db, assertOwned, async (tx) => {
      const settled = outcomes && (await settle(tx, { updates, outcomes }));
      await planNext(tx, { playerId, isFull: updates.length >= updatesPerRun });
      return settled ?? { sent: 0, later: 0, failed: 0, skipped: "Another player of the group is told instead." };
    });
    return { ...counts, failed: counts.failed + given };
  } catch (error) {
    if (!(error instanceof RetryLater) || !(await isPlanned(db, { playerId, job, error }))) throw error;
    return { sent: 0, later: 0, failed: 0, skipped: `${error.message} The next notification sends what waits.` };
  } finally {
    await leavePlace(db, { playerId, job });
  }
}

/**
 * Speaks with the player. Of what waits for the same path only the last matters: the others are done with it. Undefined when
 * another player was given what waits.
 */
async function send(
  db: Db,
  { player, updates, signal, patience, ...params }: NotifyParams & { player: Player; updates: readonly Update[] },
): Promise<UpdateOutcome[] | undefined> {
  const last = new Map(updates.map((update) => [`${update.entityType} ${update.path}`, update]));
  let client: PlayerClient | undefined;
  try {
    client = openPlayer(addressOf(player), { signal, patience });
    const facts = await client.connect();
    await noteSeen(db, player.playerId, facts);
    if (player.settings.skipWhilePlaying && (await client.isPlaying())) {
      const reason = `Something plays on ${player.name}.`;
      await noteReason(db, updates, reason);
      throw new RetryLater({ delayMs: playingMs, reason });
    }
    const outcomes = await client.notify(
      [...last.values()].map(({ id, path, change, entityType }) => ({
        updateId: id,
        path: mapPath(player.mappings, path),
        change,
        entityType,
      })),
    );
    const byId = new Map(outcomes.map((outcome) => [outcome.updateId, outcome]));
    return updates.map((update) => {
      const own = byId.get(last.get(`${update.entityType} ${update.path}`)?.id ?? update.id);
      return own ? { ...own, updateId: update.id } : { updateId: update.id, kind: "sent" };
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RetryLater) throw error;
    const reason = messageOf(error);
    const { isHandedOn, delayMs } = await putOff(db, { player, updates, reason, assertOwned: params.assertOwned });
    if (!isHandedOn) throw new RetryLater({ delayMs, reason });
    return undefined;
  } finally {
    client?.close();
  }
}

/** Says in the history why these wait, and after a day why they were given up. */
async function noteReason(db: Db, updates: readonly Update[], reason: string): Promise<void> {
  const ids = updates.map(({ id }) => id);
  await db
    .update(playerUpdates)
    .set({ error: reason })
    .where(and(inArray(playerUpdates.id, ids), eq(playerUpdates.status, "pending")));
}

/** One job at a time speaks with a player: another one's scan would cancel this one's. False while another does. */
async function takePlace(db: Db, { playerId, job }: { playerId: number; job: Lease }): Promise<boolean> {
  const holder = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.id, mediaPlayers.busyJobId),
        eq(jobs.claimNo, mediaPlayers.busyClaimNo),
        eq(jobs.status, "running"),
        ne(jobs.id, job.jobId),
      ),
    );
  const taken = await db
    .update(mediaPlayers)
    .set({ busyJobId: job.jobId, busyClaimNo: job.claimNo })
    .where(and(eq(mediaPlayers.id, playerId), notExists(holder)))
    .returning({ id: mediaPlayers.id });
  return taken.length > 0;
}

async function leavePlace(db: Db, { playerId, job }: { playerId: number; job: Lease }): Promise<void> {
  await db
    .update(mediaPlayers)
    .set({ busyJobId: null, busyClaimNo: null })
    .where(
      and(
        eq(mediaPlayers.id, playerId),
        eq(mediaPlayers.busyJobId, job.jobId),
        eq(mediaPlayers.busyClaimNo, job.claimNo),
      ),
    );
}

/**
 * Whether another job comes to speak with the player by the time this one would. It sends all that waits: were this one to
 * wait beside it, each change noted while a player does not answer would add one more.
 */
async function isPlanned(
  db: Db,
  { playerId, job, error }: { playerId: number; job: Lease; error: RetryLater },
): Promise<boolean> {
  const isSoon = or(isNull(jobs.nextRetryAt), lte(jobs.nextRetryAt, fromNow(error.delayMs)));
  const isOther = and(eq(jobs.type, "player.notify"), eq(jobs.entityType, "player"), eq(jobs.entityId, playerId));
  const [other] = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(isOther, eq(jobs.status, "pending"), ne(jobs.id, job.jobId), isSoon))
    .limit(1);
  return other !== undefined;
}

/** What waits and is due, and what is put off and was told of again: of a path only the last counts. Oldest first. */
async function listDue(db: Db, playerId: number): Promise<Update[]> {
  const isWaiting = and(eq(playerUpdates.playerId, playerId), eq(playerUpdates.status, "pending"));
  const due = await db
    .select()
    .from(playerUpdates)
    .where(and(isWaiting, or(isNull(playerUpdates.dueAt), lte(playerUpdates.dueAt, fromNow(0)))))
    .orderBy(asc(playerUpdates.id))
    .limit(updatesPerRun);
  const paths = [...new Set(due.map(({ path }) => path))];
  if (paths.length === 0) return [];
  const known = new Set(due.map(({ id }) => id));
  const putOff = await db
    .select()
    .from(playerUpdates)
    .where(and(isWaiting, gt(playerUpdates.dueAt, fromNow(0)), inArray(playerUpdates.path, paths)));
  const again = putOff.filter(({ id }) => !known.has(id));
  return [...due, ...again].toSorted((one, other) => one.id - other.id);
}
