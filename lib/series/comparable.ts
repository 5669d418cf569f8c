import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, libraries, type providerRecords, seasons, series } from "#db/schema/index.ts";
import type { Comparable } from "#lib/editing/compare-values.ts";
import { crewOfNfo } from "#lib/people/nfo-cast.ts";
import { recordsOf, seriesIdAt } from "#lib/providers/record-ids.ts";
import { listRecords } from "#lib/providers/records.ts";
import { episodeKind } from "./episode-kind.ts";
import { isOtherSeries } from "./forget-title.ts";
import { readEpisodeValues, readSeasonValues, readSeriesValues } from "./read-nfo.ts";
import { seasonKind } from "./season-kind.ts";
import { seriesKind } from "./series-kind.ts";
import { getSeriesState } from "./series-state.ts";

/** Series, seasons and episodes, for comparing their fields with what sources said. */
export const comparables: Readonly<Record<"series" | "season" | "episode", Comparable>> = {
  series: {
    entityType: "series",
    kind: seriesKind,
    async listCurrent(db: Db, { entityId }, records) {
      const { ids } = await getSeriesState(db, entityId);
      return recordsOf(records, (provider) => seriesIdAt(provider, ids));
    },
    async readNfo(db: Db, { entityId, entity }) {
      const [library] = await db
        .select({ region: libraries.region })
        .from(series)
        .innerJoin(libraries, eq(libraries.id, series.libraryId))
        .where(eq(series.id, entityId));
      return readSeriesValues(entity, library?.region ?? "");
    },
  },
  season: {
    entityType: "season",
    kind: seasonKind,
    listCurrent: (db, { entityId }, records) => listOfSeries(db, seasons, { entityId, records }),
    readNfo: async (_db, { entity }) => readSeasonValues(entity),
  },
  episode: {
    entityType: "episode",
    kind: episodeKind,
    listCurrent: (db, { entityId }, records) => listOfSeries(db, episodes, { entityId, records }),
    readNfo: async (_db, { entity }) => ({
      ...readEpisodeValues(entity),
      directors: crewOfNfo(entity.directors),
      writers: crewOfNfo(entity.writers),
    }),
  },
};

type Records = readonly (typeof providerRecords.$inferSelect)[];

/** What was said of a part of a series counts as long as the series is the one it was said of. */
async function listOfSeries(
  db: Db,
  table: typeof seasons | typeof episodes,
  { entityId, records }: { entityId: number; records: Records },
): Promise<Records> {
  const [row] = await db.select({ seriesId: table.seriesId }).from(table).where(eq(table.id, entityId));
  if (row === undefined) return [];
  const { ids } = await getSeriesState(db, row.seriesId);
  return isOtherSeries(ids, await listRecords(db, "series", [row.seriesId])) ? [] : records;
}
