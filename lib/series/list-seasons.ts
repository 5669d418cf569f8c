import { and, count, eq, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, episodes, providerEpisodes, seasons } from "#db/schema/index.ts";
import { findProviderList, type ProviderList } from "./find-provider-list.ts";

export type SeasonSummary = {
  /** 0 holds the specials. */
  seasonNumber: number;
  title: string | null;
  posterHash: string | null;
  posterThumbhash: string | null;
  /** Episodes with a file. */
  have: number;
  /** Episodes whose file is gone. */
  vanished: number;
  /** What the provider's list says; null while there is none. */
  listed: { aired: number; have: number } | null;
};

type Params = { seriesId: number; episodeOrder: string /** YYYY-MM-DD */; today: string };

/**
 * The seasons of a series in order, the specials last: those that have or had files, and those the provider lists.
 */
export async function listSeasons(db: Db, { seriesId, episodeOrder, today }: Params): Promise<SeasonSummary[]> {
  const list = await findProviderList(db, { seriesId, episodeOrder });
  const [rows, counts, listed] = await Promise.all([
    db
      .select({
        seasonNumber: seasons.seasonNumber,
        title: seasons.title,
        posterHash: cacheImageFiles.fileHash,
        posterThumbhash: cacheImageFiles.thumbhash,
      })
      .from(seasons)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, seasons.posterId))
      .where(and(eq(seasons.seriesId, seriesId), isNull(seasons.deletedAt))),
    db
      .select({
        seasonNumber: episodes.seasonNumber,
        have: sql<number>`count(*) - count(${episodes.missingAt})`.mapWith(Number),
        vanished: count(episodes.missingAt),
      })
      .from(episodes)
      .where(and(eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt)))
      .groupBy(episodes.seasonNumber),
    list ? countListed(db, list, today) : [],
  ]);
  const numbers = new Set([...counts, ...listed].map(({ seasonNumber }) => seasonNumber));
  return [...numbers].toSorted(bySeason).map((seasonNumber) => {
    const row = rows.find((each) => each.seasonNumber === seasonNumber);
    const own = counts.find((each) => each.seasonNumber === seasonNumber);
    const known = listed.find((each) => each.seasonNumber === seasonNumber);
    return {
      seasonNumber,
      title: row?.title ?? null,
      posterHash: row?.posterHash ?? null,
      posterThumbhash: row?.posterThumbhash ?? null,
      have: own?.have ?? 0,
      vanished: own?.vanished ?? 0,
      listed: known ? { aired: known.aired, have: known.have } : null,
    };
  });
}

/** By number, the specials behind all others. */
const bySeason = (a: number, b: number): number => (a === 0 ? 1 : 0) - (b === 0 ? 1 : 0) || a - b;

/** Of each season, how many listed episodes are out, and how many of those have a file. */
function countListed(db: Db, list: ProviderList, today: string) {
  return db
    .select({
      seasonNumber: providerEpisodes.seasonNumber,
      aired:
        sql<number>`sum(case when ${or(lte(providerEpisodes.airDate, today), isNotNull(episodes.id))} then 1 else 0 end)`.mapWith(
          Number,
        ),
      have: count(episodes.id),
    })
    .from(providerEpisodes)
    .leftJoin(
      episodes,
      and(
        eq(episodes.seriesId, providerEpisodes.seriesId),
        // A file that is counted otherwise fills the place at which its episode is listed.
        sql`coalesce(${episodes.displaySeason}, ${episodes.seasonNumber}) = ${providerEpisodes.seasonNumber}`,
        sql`coalesce(${episodes.displayEpisode}, ${episodes.episodeNumber}) = ${providerEpisodes.episodeNumber}`,
        isNull(episodes.deletedAt),
        isNull(episodes.missingAt),
      ),
    )
    .where(
      and(
        eq(providerEpisodes.seriesId, list.seriesId),
        eq(providerEpisodes.provider, list.provider),
        eq(providerEpisodes.episodeOrder, list.episodeOrder),
      ),
    )
    .groupBy(providerEpisodes.seasonNumber);
}
