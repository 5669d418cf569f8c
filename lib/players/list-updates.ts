import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { rows } from "#db/raw.ts";
import { episodes, mediaPlayers, movies, playerUpdates, series } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";

const pageLimit = 50;
const dayMs = 24 * 3_600_000;

export type ShownUpdate = Pick<
  typeof playerUpdates.$inferSelect,
  "path" | "change" | "entityType" | "entityId" | "status" | "attempts" | "sentAt" | "dueAt" | "error" | "createdAt"
> & { updateId: number; playerId: number; playerName: string; title: string | null };

/** What players were told, newest first. `before`: the last updateId of the page before. */
export async function listUpdates(
  db: Db,
  {
    playerId,
    before,
    limit = pageLimit,
  }: { playerId?: number | undefined; before?: number | undefined; limit?: number },
): Promise<{ updates: ShownUpdate[]; hasMore: boolean }> {
  const {
    id: updateId,
    createdAt,
    ...columns
  } = {
    id: playerUpdates.id,
    createdAt: playerUpdates.createdAt,
    playerId: playerUpdates.playerId,
    path: playerUpdates.path,
    change: playerUpdates.change,
    entityType: playerUpdates.entityType,
    entityId: playerUpdates.entityId,
    status: playerUpdates.status,
    attempts: playerUpdates.attempts,
    sentAt: playerUpdates.sentAt,
    dueAt: playerUpdates.dueAt,
    error: playerUpdates.error,
  };
  const found = await db
    .select({
      ...columns,
      updateId,
      createdAt,
      playerName: mediaPlayers.name,
      movieTitle: movies.title,
      seriesTitle: series.title,
      episodeTitle: episodes.title,
    })
    .from(playerUpdates)
    .innerJoin(mediaPlayers, eq(mediaPlayers.id, playerUpdates.playerId))
    .leftJoin(movies, and(eq(playerUpdates.entityType, "movie"), eq(movies.id, playerUpdates.entityId)))
    .leftJoin(series, and(eq(playerUpdates.entityType, "series"), eq(series.id, playerUpdates.entityId)))
    .leftJoin(episodes, and(eq(playerUpdates.entityType, "episode"), eq(episodes.id, playerUpdates.entityId)))
    .where(
      and(
        playerId === undefined ? undefined : eq(playerUpdates.playerId, playerId),
        before === undefined ? undefined : lt(playerUpdates.id, before),
      ),
    )
    .orderBy(desc(playerUpdates.id))
    .limit(limit + 1);
  const updates = found.slice(0, limit).map(({ movieTitle, seriesTitle, episodeTitle, ...update }) => ({
    ...update,
    title: movieTitle ?? seriesTitle ?? episodeTitle,
  }));
  return { updates, hasMore: found.length > limit };
}

/** Sends failed updates again, at once: this one, or all of a player. Returns how many. */
export async function retryUpdates(
  db: Db,
  { playerId, updateId, userId }: { playerId: number; updateId: number | null; userId: number },
): Promise<number> {
  return transaction(db, async (tx) => {
    const waiting = await tx
      .update(playerUpdates)
      .set({ status: "pending", attempts: 0, dueAt: null, error: null, createdAt: fromNow(0) })
      .where(
        and(
          eq(playerUpdates.playerId, playerId),
          inArray(playerUpdates.status, ["failed", "pending"]),
          updateId === null ? undefined : eq(playerUpdates.id, updateId),
        ),
      )
      .returning({ id: playerUpdates.id });
    if (waiting.length > 0) await enqueueMany(tx, "player.notify", [{ playerId }], { createdBy: userId });
    return waiting.length;
  });
}

/** How many updates of each player wait, and how many failed within a week. */
export async function countUpdates(db: Db): Promise<Map<number, { pending: number; failed: number }>> {
  const found = await db
    .select({
      playerId: playerUpdates.playerId,
      status: playerUpdates.status,
      count: sql<number>`cast(count(*) as integer)`,
    })
    .from(playerUpdates)
    .where(
      or(
        eq(playerUpdates.status, "pending"),
        and(eq(playerUpdates.status, "failed"), sql`${playerUpdates.createdAt} > ${fromNow(-7 * dayMs)}`),
      ),
    )
    .groupBy(playerUpdates.playerId, playerUpdates.status);
  const counts = new Map<number, { pending: number; failed: number }>();
  for (const { playerId, status, count } of found) {
    const own = counts.get(playerId) ?? { pending: 0, failed: 0 };
    if (status !== "sent") own[status] = count;
    counts.set(playerId, own);
  }
  return counts;
}

const purgeBatch = 1000;

/** Forgets what was settled 30 days ago. Returns how many. */
export async function purgeUpdates(db: Db, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<number> {
  let removed = 0;
  for (let found = purgeBatch; found === purgeBatch; removed += found) {
    signal?.throwIfAborted();
    const gone = await rows(
      db,
      sql`delete from player_updates where id in (
            select id from player_updates where created_at < ${fromNow(-30 * dayMs)} and status <> 'pending'
            limit ${purgeBatch}
          ) returning id`,
    );
    found = gone.length;
  }
  return removed;
}
