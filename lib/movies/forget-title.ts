import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movieExternalIds, movieKeywords, movieReleaseDates, movieTitles, ratings } from "#db/schema/index.ts";
import { forgetOffers } from "#lib/artwork/forget-offers.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { filmIdAt, isOfOther } from "#lib/providers/record-ids.ts";
import { forgetRecords, type ProviderRecord } from "#lib/providers/records.ts";
import { forgetTrailers } from "#lib/trailers/forget-trailers.ts";
import type { Movie } from "./fields.ts";

/** True when these records of what providers said are about another film than this one is now. */
export const isOtherFilm = (
  { tmdbId: tmdb, imdbId: imdb }: Pick<Movie, "tmdbId" | "imdbId">,
  records: readonly ProviderRecord[],
): boolean => isOfOther(records, (provider) => filmIdAt(provider, { tmdb, imdb }));

/**
 * Takes out the facts of another film that nobody edits: ratings, other titles, keywords, release dates, ids on other
 * sites, pictures and trailers that nobody chose, and what every provider said. All of it is fetched again.
 */
export async function forgetFilmFacts(tx: Tx, movieId: number, by: Omit<ChangeAuthor, "source">): Promise<void> {
  await tx.delete(ratings).where(and(eq(ratings.entityType, "movie"), eq(ratings.entityId, movieId)));
  for (const table of [movieExternalIds, movieKeywords, movieReleaseDates, movieTitles]) {
    await tx.delete(table).where(eq(table.movieId, movieId));
  }
  await forgetOffers(tx, { entityType: "movie", entityIds: [movieId], ...by });
  await forgetTrailers(tx, "movie", [movieId]);
  await forgetRecords(tx, "movie", [movieId]);
}
