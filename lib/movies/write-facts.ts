import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { movieKeywords, movieReleaseDates } from "#db/schema/index.ts";
import { namesToIds, tidyNames } from "#lib/lists/named-rows.ts";
import type { ProviderReleaseDate } from "#lib/providers/provider.ts";

/** What a film is about follows the provider as a whole; none said is none changed. Returns true when written. */
export async function applyKeywords(tx: Tx, movieId: number, given: readonly string[]): Promise<boolean> {
  const names = tidyNames(given);
  if (names.length === 0) return false;
  const idOf = await namesToIds(tx, "keywords", names);
  const wanted = names.map(idOf);
  const present = await tx
    .select({ keywordId: movieKeywords.keywordId })
    .from(movieKeywords)
    .where(eq(movieKeywords.movieId, movieId));
  const known = new Set(present.map(({ keywordId }) => keywordId));
  const gone = [...known].filter((keywordId) => !wanted.includes(keywordId));
  const fresh = wanted.filter((keywordId) => !known.has(keywordId));
  if (gone.length > 0) {
    await tx
      .delete(movieKeywords)
      .where(and(eq(movieKeywords.movieId, movieId), inArray(movieKeywords.keywordId, gone)));
  }
  await bulkInsert(
    tx,
    movieKeywords,
    fresh.map((keywordId) => ({ movieId, keywordId })),
    { onConflict: "ignore" },
  );
  return gone.length + fresh.length > 0;
}

/** When it came out where, as a whole; none said is none changed. Returns true when written. */
export async function applyReleaseDates(
  tx: Tx,
  movieId: number,
  given: readonly ProviderReleaseDate[],
): Promise<boolean> {
  if (given.length === 0) return false;
  const present = await tx
    .select({
      region: movieReleaseDates.region,
      kind: movieReleaseDates.kind,
      releasedOn: movieReleaseDates.releasedOn,
      certification: movieReleaseDates.certification,
    })
    .from(movieReleaseDates)
    .where(eq(movieReleaseDates.movieId, movieId));
  const signature = (list: readonly ProviderReleaseDate[]) =>
    JSON.stringify(list.map((each) => [each.region, each.kind, each.releasedOn, each.certification]).toSorted());
  if (signature(present) === signature(given)) return false;
  if (present.length > 0) await tx.delete(movieReleaseDates).where(eq(movieReleaseDates.movieId, movieId));
  await bulkInsert(
    tx,
    movieReleaseDates,
    given.map((each) => ({ movieId, ...each })),
    { onConflict: "ignore" },
  );
  return true;
}
