import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { series } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

/** Says whether automation works on a series. Throws not_found for one that does not exist or was removed. */
export async function setSeriesMonitored(
  tx: Tx,
  { seriesId, monitored }: { seriesId: number; monitored: boolean },
): Promise<void> {
  const changed = await tx
    .update(series)
    .set({ monitored, version: sql`${series.version} + 1`, updatedAt: new Date() })
    .where(and(eq(series.id, seriesId), isNull(series.deletedAt)))
    .returning({ seriesId: series.id });
  if (changed.length === 0) throw new AppError("not_found", "This series is no longer in Metarr.");
}
