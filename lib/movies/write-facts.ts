import { and, eq, inArray, or } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { movieExternalIds, movieKeywords, movieReleaseDates, movieTitles } from "#db/schema/index.ts";
import { together } from "#db/together.ts";
import { namesToIds, tidyNames } from "#lib/lists/named-rows.ts";
import type { ProviderMovie } from "#lib/providers/provider.ts";

type Facts = Pick<ProviderMovie, "externalIds" | "titles" | "keywords" | "releaseDates">;
/** What providers say of one film. */
type Item<F extends keyof Facts> = { movieId: number; given: Facts[F] };

/**
 * Takes over the facts of a film that nobody edits: its ids on other sites, other titles, keywords and release dates. Each
 * list follows the providers as a whole, and none said is none changed. Writes only what differs, together with other
 * films of this transaction. Returns true when anything was written.
 */
export async function applyFacts(tx: Tx, movieId: number, facts: Facts): Promise<boolean> {
  const { externalIds, titles, keywords, releaseDates } = facts;
  const written = await Promise.all([
    together(tx, "external ids", { movieId, given: externalIds }, (items) => writeExternalIds(tx, items)),
    titles.length > 0 && together(tx, "titles", { movieId, given: titles }, (items) => writeTitles(tx, items)),
    keywords.length > 0 && together(tx, "keywords", { movieId, given: keywords }, (items) => writeKeywords(tx, items)),
    releaseDates.length > 0 &&
      together(tx, "release dates", { movieId, given: releaseDates }, (items) => writeReleaseDates(tx, items)),
  ]);
  return written.includes(true);
}

const idsOf = (items: readonly { movieId: number }[]): number[] => [...new Set(items.map(({ movieId }) => movieId))];

const siteNames = ["facebookId", "instagramId", "twitterId", "wikidataId"] as const;

/** A film gets no row while no site is known. */
async function writeExternalIds(tx: Tx, items: readonly Item<"externalIds">[]): Promise<boolean[]> {
  const rows = await tx
    .select()
    .from(movieExternalIds)
    .where(inArray(movieExternalIds.movieId, idsOf(items)));
  const presentOf = new Map(rows.map((row) => [row.movieId, row]));
  const plans = items.map(({ movieId, given }) => {
    const known = Object.entries(given).filter(([, value]) => value !== null);
    const present = presentOf.get(movieId);
    const isNews = known.some(([site, value]) => present === undefined || Reflect.get(present, site) !== value);
    return { movieId, isNews, row: { ...present, ...Object.fromEntries(known), movieId, updatedAt: new Date() } };
  });
  await bulkInsert(
    tx,
    movieExternalIds,
    plans.flatMap(({ isNews, row }) => (isNews ? [row] : [])),
    { onConflict: { target: ["movieId"], update: [...siteNames, "updatedAt"] } },
  );
  return plans.map(({ isNews }) => isNews);
}

async function writeTitles(tx: Tx, items: readonly Item<"titles">[]): Promise<boolean[]> {
  const { movieId, title, kind, language, region } = movieTitles;
  const present = await tx
    .select({ movieId, title, kind, language, region })
    .from(movieTitles)
    .where(inArray(movieId, idsOf(items)));
  const { fresh, stale, written } = planLists(items, present, (each) => [
    each.title,
    each.kind,
    each.language,
    each.region,
  ]);
  if (stale.length > 0) await tx.delete(movieTitles).where(inArray(movieId, stale));
  await bulkInsert(tx, movieTitles, fresh);
  return written;
}

async function writeReleaseDates(tx: Tx, items: readonly Item<"releaseDates">[]): Promise<boolean[]> {
  const { movieId, region, kind, releasedOn, certification } = movieReleaseDates;
  const present = await tx
    .select({ movieId, region, kind, releasedOn, certification })
    .from(movieReleaseDates)
    .where(inArray(movieId, idsOf(items)));
  const { fresh, stale, written } = planLists(items, present, (each) => [
    each.region,
    each.kind,
    each.releasedOn,
    each.certification,
  ]);
  if (stale.length > 0) await tx.delete(movieReleaseDates).where(inArray(movieId, stale));
  await bulkInsert(tx, movieReleaseDates, fresh, { onConflict: "ignore" });
  return written;
}

/** Lists that are replaced as a whole where they differ: the rows to write, and the films whose rows go before. */
function planLists<T extends object>(
  items: readonly { movieId: number; given: readonly T[] }[],
  present: readonly (T & { movieId: number })[],
  partsOf: (each: T) => unknown[],
) {
  const signature = (list: readonly T[]) => JSON.stringify(list.map(partsOf).toSorted());
  const presentOf = Map.groupBy(present, ({ movieId }) => movieId);
  const written = items.map(({ movieId, given }) => signature(presentOf.get(movieId) ?? []) !== signature(given));
  const differing = items.filter((_, index) => written[index]);
  return {
    written,
    stale: idsOf(differing).filter((movieId) => presentOf.has(movieId)),
    fresh: differing.flatMap(({ movieId, given }) => given.map((each) => ({ ...each, movieId }))),
  };
}

async function writeKeywords(tx: Tx, items: readonly Item<"keywords">[]): Promise<boolean[]> {
  const named = items.map(({ movieId, given }) => ({ movieId, names: tidyNames(given) }));
  const [idOf, present] = await Promise.all([
    namesToIds(tx, "keywords", tidyNames(named.flatMap(({ names }) => names))),
    tx
      .select({ movieId: movieKeywords.movieId, keywordId: movieKeywords.keywordId })
      .from(movieKeywords)
      .where(inArray(movieKeywords.movieId, idsOf(items))),
  ]);
  const presentOf = Map.groupBy(present, ({ movieId }) => movieId);
  const plans = named.map(({ movieId, names }) => {
    const known = new Set((presentOf.get(movieId) ?? []).map(({ keywordId }) => keywordId));
    const wanted = names.map(idOf);
    const isNamed = names.length > 0;
    return {
      gone: isNamed ? [...known].filter((keywordId) => !wanted.includes(keywordId)) : [],
      fresh: wanted.filter((keywordId) => !known.has(keywordId)),
      movieId,
    };
  });
  const each = plans.flatMap(({ movieId, gone }) =>
    gone.length > 0 ? [and(eq(movieKeywords.movieId, movieId), inArray(movieKeywords.keywordId, gone))] : [],
  );
  if (each.length > 0) await tx.delete(movieKeywords).where(or(...each));
  const fresh = plans.flatMap(({ movieId, fresh: ids }) => ids.map((keywordId) => ({ movieId, keywordId })));
  await bulkInsert(tx, movieKeywords, fresh, { onConflict: "ignore" });
  return plans.map((plan) => plan.gone.length + plan.fresh.length > 0);
}
