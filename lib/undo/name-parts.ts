import { eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { episodes, seasons } from "#db/schema/index.ts";
import type { HistoryItem } from "./target.ts";

const two = (number: number) => String(number).padStart(2, "0");
const seasonName = (number: number) => (number === 0 ? "Specials" : `Season ${number}`);

/** What people call the seasons and episodes among these items; null for a film or series itself. */
export async function nameParts(db: Db, items: readonly HistoryItem[]): Promise<(item: HistoryItem) => string | null> {
  const idsOf = (type: string) => [
    ...new Set(items.filter(({ entityType }) => entityType === type).map(({ entityId }) => entityId)),
  ];
  const [seasonIds, episodeIds] = [idsOf("season"), idsOf("episode")];
  const [seasonRows, episodeRows] = await Promise.all([
    seasonIds.length === 0
      ? []
      : db.select({ id: seasons.id, number: seasons.seasonNumber }).from(seasons).where(inArray(seasons.id, seasonIds)),
    episodeIds.length === 0
      ? []
      : db
          .select({ id: episodes.id, number: episodes.episodeNumber, season: seasons.seasonNumber })
          .from(episodes)
          .innerJoin(seasons, eq(seasons.id, episodes.seasonId))
          .where(inArray(episodes.id, episodeIds)),
  ]);
  const names = new Map<string, string>([
    ...seasonRows.map(({ id, number }) => [`season ${id}`, seasonName(number)] as const),
    ...episodeRows.map(({ id, number, season }) => [`episode ${id}`, `S${two(season)}E${two(number)}`] as const),
  ]);
  return ({ entityType, entityId }) => names.get(`${entityType} ${entityId}`) ?? null;
}
