import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import {
  episodes,
  providerEpisodes,
  ratings,
  seasons,
  seriesCertifications,
  seriesExternalIds,
  seriesKeywords,
  seriesTitles,
} from "#db/schema/index.ts";
import { forgetOffers } from "#lib/artwork/forget-offers.ts";
import { chunksOf } from "#lib/chunks.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { isOfOther, seriesIdAt } from "#lib/providers/record-ids.ts";
import { forgetRecords, type ProviderRecord } from "#lib/providers/records.ts";
import type { SeriesIds } from "#lib/providers/series.ts";
import { forgetTrailers } from "#lib/trailers/forget-trailers.ts";

/** True when these records of what providers said are about another series than this one is now. */
export const isOtherSeries = (ids: SeriesIds, records: readonly ProviderRecord[]): boolean =>
  isOfOther(records, (provider) => seriesIdAt(provider, ids));

/**
 * Takes out the facts of another series that nobody edits, of its seasons and episodes too: ratings, other titles,
 * keywords, certifications, ids on other sites, lists of episodes, pictures and trailers that nobody chose, and what
 * every provider said. All of it is fetched again.
 */
export async function forgetSeriesFacts(tx: Tx, seriesId: number, by: Omit<ChangeAuthor, "source">): Promise<void> {
  const ofSeason = await tx.select({ id: seasons.id }).from(seasons).where(eq(seasons.seriesId, seriesId));
  const ofEpisode = await tx.select({ id: episodes.id }).from(episodes).where(eq(episodes.seriesId, seriesId));
  const owners = {
    series: [seriesId],
    season: ofSeason.map(({ id }) => id),
    episode: ofEpisode.map(({ id }) => id),
  };
  for (const entityType of ["series", "season", "episode"] as const) {
    await forgetFacts(tx, entityType, owners[entityType], by);
  }
  for (const table of [seriesKeywords, seriesCertifications, seriesTitles, providerEpisodes]) {
    await tx.delete(table).where(eq(table.seriesId, seriesId));
  }
  // TVmaze's id says who it is, and changed with the others.
  await tx
    .update(seriesExternalIds)
    .set({ facebookId: null, instagramId: null, twitterId: null, wikidataId: null, updatedAt: new Date() })
    .where(eq(seriesExternalIds.seriesId, seriesId));
  await forgetTrailers(tx, "series", [seriesId]);
}

/** The same for files that are other episodes of their series than before. */
export const forgetEpisodeFacts = (
  tx: Tx,
  episodeIds: readonly number[],
  by: Omit<ChangeAuthor, "source">,
): Promise<void> => forgetFacts(tx, "episode", episodeIds, by);

async function forgetFacts(
  tx: Tx,
  entityType: "series" | "season" | "episode",
  entityIds: readonly number[],
  by: Omit<ChangeAuthor, "source">,
): Promise<void> {
  if (entityIds.length === 0) return;
  await forgetOffers(tx, { entityType, entityIds, ...by });
  await forgetRecords(tx, entityType, entityIds);
  if (entityType !== "season") await forgetRatings(tx, entityType, entityIds);
}

async function forgetRatings(tx: Tx, entityType: "series" | "episode", entityIds: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(entityIds)) {
    await tx.delete(ratings).where(and(eq(ratings.entityType, entityType), inArray(ratings.entityId, chunk)));
  }
}
