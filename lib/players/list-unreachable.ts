import { and, asc, eq, isNotNull, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { mediaPlayers, playerUpdates } from "#db/schema/index.ts";

/** A player that is off for a moment, or starts anew, is nothing to tell of. */
const longMs = 3_600_000;

export type Unreachable = { playerId: number; name: string; error: string | null };

/** Players that are switched on, did not answer last, and were to be told something an hour ago. */
export async function listUnreachable(db: Db): Promise<Unreachable[]> {
  const isDown = and(eq(mediaPlayers.enabled, true), isNotNull(mediaPlayers.lastError));
  const isLong = and(eq(playerUpdates.status, "pending"), lt(playerUpdates.createdAt, fromNow(-longMs)));
  return db
    .selectDistinct({ playerId: mediaPlayers.id, name: mediaPlayers.name, error: mediaPlayers.lastError })
    .from(mediaPlayers)
    .innerJoin(playerUpdates, eq(playerUpdates.playerId, mediaPlayers.id))
    .where(and(isDown, isLong))
    .orderBy(asc(mediaPlayers.id));
}
