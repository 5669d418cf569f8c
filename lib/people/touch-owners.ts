import { inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodes, movies, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import type { CastOwner } from "./cast-tables.ts";

const tables = { movie: movies, series, episode: episodes } as const;

/**
 * Says that the cast of these changed: what is published of them is no longer what they are. They are published again as
 * far as their library's automation goes.
 */
export async function touchOwners(
  tx: Tx,
  owner: CastOwner,
  { ownerIds, createdBy }: { ownerIds: readonly number[]; createdBy: number | null },
): Promise<void> {
  const table = tables[owner];
  await inChunks(ownerIds, async (chunk) => {
    await tx
      .update(table)
      .set({ version: sql`${table.version} + 1`, updatedAt: new Date() })
      .where(inArray(table.id, chunk));
    if (owner === "movie") await publishSoon(tx, { movieIds: chunk, createdBy });
    else await publishSoon(tx, { seriesIds: owner === "series" ? chunk : await listShowsOf(tx, chunk), createdBy });
    return [];
  });
}

async function listShowsOf(tx: Tx, episodeIds: readonly number[]): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ seriesId: episodes.seriesId })
    .from(episodes)
    .where(inArray(episodes.id, [...episodeIds]));
  return rows.map(({ seriesId }) => seriesId);
}
