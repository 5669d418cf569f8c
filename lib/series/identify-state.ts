import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, series, seriesExternalIds } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

/** A series as identification needs it: its row, the id that lies beside it, and what its library decides. */
export type SeriesState = {
  series: typeof series.$inferSelect;
  tvmazeId: number | null;
  library: { automation: "manual" | "review" | "full"; language: string; region: string };
};

/** Throws not_found. */
export async function getSeriesState(db: Db, seriesId: number): Promise<SeriesState> {
  const [row] = await db
    .select({
      series,
      tvmazeId: seriesExternalIds.tvmazeId,
      automation: libraries.automation,
      language: libraries.language,
      region: libraries.region,
    })
    .from(series)
    .innerJoin(libraries, eq(libraries.id, series.libraryId))
    .leftJoin(seriesExternalIds, eq(seriesExternalIds.seriesId, series.id))
    .where(eq(series.id, seriesId));
  if (row === undefined) throw new AppError("not_found", "This series is no longer in Metarr.");
  const { series: show, tvmazeId, ...library } = row;
  return { series: show, tvmazeId, library };
}
