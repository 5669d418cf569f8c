import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, series } from "#db/schema/index.ts";
import type { Comparable } from "#lib/editing/compare-values.ts";
import { crewOfNfo } from "#lib/people/nfo-cast.ts";
import { episodeKind } from "./episode-kind.ts";
import { readEpisodeValues, readSeasonValues, readSeriesValues } from "./read-nfo.ts";
import { seasonKind } from "./season-kind.ts";
import { seriesKind } from "./series-kind.ts";

/** Series, seasons and episodes, for comparing their fields with what sources said. */
export const comparables: Readonly<Record<"series" | "season" | "episode", Comparable>> = {
  series: {
    entityType: "series",
    kind: seriesKind,
    async readNfo(db: Db, { entityId, entity }) {
      const [library] = await db
        .select({ region: libraries.region })
        .from(series)
        .innerJoin(libraries, eq(libraries.id, series.libraryId))
        .where(eq(series.id, entityId));
      return readSeriesValues(entity, library?.region ?? "");
    },
  },
  season: { entityType: "season", kind: seasonKind, readNfo: async (_db, { entity }) => readSeasonValues(entity) },
  episode: {
    entityType: "episode",
    kind: episodeKind,
    readNfo: async (_db, { entity }) => ({
      ...readEpisodeValues(entity),
      directors: crewOfNfo(entity.directors),
      writers: crewOfNfo(entity.writers),
    }),
  },
};
