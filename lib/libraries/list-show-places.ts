import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, seasons } from "#db/schema/index.ts";

/** The seasons of a series with a row of their own, the specials last, and the episodes of one of them, by number. */
export async function listShowPlaces(
  db: Db,
  { seriesId, seasonNumber }: { seriesId: number; seasonNumber: number | null },
): Promise<{
  seasons: { seasonId: number; seasonNumber: number }[];
  episodes: { episodeId: number; episodeNumber: number; title: string | null }[];
}> {
  const [found, listed] = await Promise.all([
    db
      .select({ seasonId: seasons.id, seasonNumber: seasons.seasonNumber })
      .from(seasons)
      .where(and(eq(seasons.seriesId, seriesId), isNull(seasons.deletedAt)))
      .orderBy(asc(seasons.seasonNumber)),
    seasonNumber === null
      ? []
      : db
          .select({ episodeId: episodes.id, episodeNumber: episodes.episodeNumber, title: episodes.title })
          .from(episodes)
          .where(
            and(eq(episodes.seriesId, seriesId), eq(episodes.seasonNumber, seasonNumber), isNull(episodes.deletedAt)),
          )
          .orderBy(asc(episodes.episodeNumber), asc(episodes.id)),
  ]);
  const isSpecial = (season: { seasonNumber: number }) => Number(season.seasonNumber === 0);
  return { seasons: found.toSorted((a, b) => isSpecial(a) - isSpecial(b)), episodes: listed };
}
