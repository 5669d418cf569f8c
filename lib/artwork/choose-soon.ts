import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodes, type PictureOwner, seasons } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";

type Owner = { entityType: PictureOwner; entityId: number };
type Options = { createdBy?: number | null; runId?: string | null };

/**
 * Has artwork chosen anew for these owners: one job for each film, each set, and each series with its seasons and
 * episodes. Types that are locked are left alone by it. People have one portrait, which comes with their metadata.
 */
export async function chooseSoon(tx: Tx, owners: readonly Owner[], options: Options = {}): Promise<void> {
  const of = (entityType: PictureOwner) => [
    ...new Set(owners.filter((owner) => owner.entityType === entityType).map(({ entityId }) => entityId)),
  ];
  const shows = new Set(of("series"));
  for (const id of await listShowsOf(tx, seasons, of("season"))) shows.add(id);
  for (const id of await listShowsOf(tx, episodes, of("episode"))) shows.add(id);
  const films = of("movie").map((movieId) => ({ movieId }));
  const series = [...shows].map((seriesId) => ({ seriesId }));
  const sets = of("collection").map((collectionId) => ({ collectionId }));
  if (films.length > 0) await enqueueMany(tx, "artwork.select", films, options);
  if (series.length > 0) await enqueueMany(tx, "series.select", series, options);
  // Without a person's name: that would ask the provider anew.
  if (sets.length > 0) await enqueueMany(tx, "collection.enrich", sets, { runId: options.runId ?? null });
}

async function listShowsOf(tx: Tx, table: typeof seasons | typeof episodes, ids: readonly number[]): Promise<number[]> {
  const rows = await inChunks(ids, (chunk) =>
    tx.select({ seriesId: table.seriesId }).from(table).where(inArray(table.id, chunk)),
  );
  return rows.map(({ seriesId }) => seriesId);
}
