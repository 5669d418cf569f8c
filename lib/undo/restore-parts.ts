import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { episodes, seasons } from "#db/schema/index.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { seasonKind } from "#lib/series/season-kind.ts";
import { planRestore, writeRestored } from "./restore-since.ts";

type Since = {
  seriesId: number;
  /** The last change of the history that stays. */
  after: number;
};

/** What the seasons and episodes of a series were before automation changed them. */
export async function planParts(db: Db, { seriesId, after }: Since) {
  const listIds = async (table: typeof seasons | typeof episodes) =>
    (await db.select({ id: table.id }).from(table).where(eq(table.seriesId, seriesId))).map(({ id }) => id);
  return {
    seasons: await planRestore(db, seasonKind, { entityIds: await listIds(seasons), after: () => after }),
    episodes: await planRestore(db, episodeKind, { entityIds: await listIds(episodes), after: () => after }),
  };
}

/** Makes the seasons and episodes of a series what they were. What people edited since stays. */
export async function restoreParts(tx: Tx, { userId, ...since }: Since & { userId: number | null }): Promise<void> {
  const parts = await planParts(tx, since);
  await writeRestored(tx, seasonKind, parts.seasons, { userId });
  await writeRestored(tx, episodeKind, parts.episodes, { userId });
}
