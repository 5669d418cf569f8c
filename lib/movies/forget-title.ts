import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { movieExternalIds, movieKeywords, movieReleaseDates, movieTitles, ratings } from "#db/schema/index.ts";
import { forgetOffers } from "#lib/artwork/forget-offers.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { filmIdAt, isOfOther } from "#lib/providers/record-ids.ts";
import { forgetRecords, listRecords } from "#lib/providers/records.ts";
import { forgetTrailers } from "#lib/trailers/forget-trailers.ts";
import type { Movie } from "./fields.ts";

type Identified = Pick<Movie, "id" | "tmdbId" | "imdbId">;

/** Which of these films were told of by providers while they were thought to be others than they are now. */
export async function listOtherFilms(tx: Tx, films: readonly Identified[]): Promise<number[]> {
  const records = await listRecords(
    tx,
    "movie",
    films.map(({ id }) => id),
  );
  const of = Map.groupBy(records, ({ entityId }) => entityId);
  const isOther = ({ id, tmdbId: tmdb, imdbId: imdb }: Identified) =>
    isOfOther(of.get(id) ?? [], (provider) => filmIdAt(provider, { tmdb, imdb }));
  return films.filter(isOther).map(({ id }) => id);
}

/**
 * Takes out the facts of another film that nobody edits: ratings, other titles, keywords, release dates, ids on other
 * sites, pictures and trailers that nobody chose, and what every provider said. All of it is fetched again.
 */
export async function forgetFilmFacts(
  tx: Tx,
  movieIds: readonly number[],
  by: Omit<ChangeAuthor, "source">,
): Promise<void> {
  const ids = [...movieIds];
  if (ids.length === 0) return;
  await tx.delete(ratings).where(and(eq(ratings.entityType, "movie"), inArray(ratings.entityId, ids)));
  for (const table of [movieExternalIds, movieKeywords, movieReleaseDates, movieTitles]) {
    await tx.delete(table).where(inArray(table.movieId, ids));
  }
  await forgetOffers(tx, { entityType: "movie", entityIds: ids, ...by });
  await forgetTrailers(tx, "movie", ids);
  await forgetRecords(tx, "movie", ids);
}
