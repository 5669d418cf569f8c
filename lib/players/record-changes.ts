import { asc, eq, sql } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { mediaPlayers, playerUpdates } from "#db/schema/index.ts";
import { writeTogether } from "#db/together.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { playerSettingsSchema } from "./vocabulary.ts";

/** Changes within this time after the first go out in one notification of a player. */
export const coalesceMs = 30_000;

export type PlayerChange = {
  libraryId: number;
  /** Absolute, as Metarr sees it: the video file, or the folder of a series. */
  path: string;
  change: "changed" | "removed";
  entityType: "movie" | "series" | "episode";
  entityId: number;
};

/**
 * Notes what players have to be told, within the caller's transaction: for every player that is switched on and takes the
 * library. One job per player sends all that is noted within 30 seconds of the first. Does no network work, so whatever a
 * player does, the caller is done at once.
 */
export async function recordPlayerChanges(tx: Tx, changes: readonly PlayerChange[]): Promise<void> {
  if (changes.length === 0) return;
  await writeTogether(tx, "player changes", changes, (all: (readonly PlayerChange[])[]) => record(tx, all.flat()));
}

async function record(tx: Tx, changes: readonly PlayerChange[]): Promise<void> {
  const players = await listEnabled(tx);
  if (players.length === 0) return;
  const latest = new Map(changes.map((change) => [`${change.entityType}:${change.entityId}:${change.path}`, change]));
  const libraryIds = new Set(changes.map(({ libraryId }) => libraryId));
  const takers = new Map([...libraryIds].map((libraryId) => [libraryId, takersOf(players, libraryId)]));
  const rows = [...latest.values()].flatMap(({ libraryId, path, change, entityType, entityId }) =>
    (takers.get(libraryId) ?? []).map((playerId) => ({ playerId, libraryId, path, change, entityType, entityId })),
  );
  if (rows.length === 0) return;
  await bulkInsert(tx, playerUpdates, rows);
  const playerIds = [...new Set(rows.map(({ playerId }) => playerId))];
  await enqueueMany(
    tx,
    "player.notify",
    playerIds.map((playerId) => ({ playerId })),
    { delayMs: coalesceMs },
  );
}

type EnabledPlayer = { playerId: number; groupId: number | null; libraryIds: number[] | null };

/** Those that were well when they were last spoken to come first. */
async function listEnabled(tx: Tx): Promise<EnabledPlayer[]> {
  const players = await tx
    .select({ playerId: mediaPlayers.id, groupId: mediaPlayers.groupId, settings: mediaPlayers.settings })
    .from(mediaPlayers)
    .where(eq(mediaPlayers.enabled, true))
    .orderBy(sql`case when ${mediaPlayers.lastError} is null then 0 else 1 end`, asc(mediaPlayers.id));
  return players.map(({ settings, ...player }) => ({
    ...player,
    libraryIds: playerSettingsSchema.parse(settings ?? {}).libraryIds,
  }));
}

/** The players to tell of a library. Those of a group share what they show, so only the first of each is told. */
function takersOf(players: readonly EnabledPlayer[], libraryId: number): number[] {
  const takers = players.filter(({ libraryIds }) => libraryIds === null || libraryIds.includes(libraryId));
  return takers
    .filter(({ groupId }, index) => groupId === null || takers.findIndex((one) => one.groupId === groupId) === index)
    .map(({ playerId }) => playerId);
}
