import { and, asc, eq, gt, inArray, like, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { providerCache } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { freshForMs } from "./answer-cache.ts";
import type { Feed, FeedKind } from "./feeds.ts";
import type { ProviderName } from "./vocabulary.ts";

/** Below which path a provider keeps what it says of one item; its id comes next. */
const paths: Partial<Record<ProviderName, Partial<Record<FeedKind, string>>>> = {
  tmdb: { movie: "/movie/", series: "/tv/" },
  tvdb: { series: "/series/" },
  tvmaze: { series: "/shows/" },
};
const pageSize = 5000;

/**
 * What a changes feed means for kept answers. Those about an item that changed are asked for again, with their conditions;
 * those that were fetched since the feed begins and did not change are good for another week. No request is sent.
 */
export async function followInAnswers(
  db: Db,
  { provider, kind }: Feed,
  { changed, since, readAt, isWhole }: { changed: ReadonlySet<number>; since: Date; readAt: Date; isWhole: boolean },
): Promise<void> {
  const path = paths[provider]?.[kind];
  if (path === undefined) return;
  const begin = `GET ${path}`;
  for (let after = 0; ; ) {
    const page = await db
      .select({ id: providerCache.id, requestKey: providerCache.requestKey, fetchedAt: providerCache.fetchedAt })
      .from(providerCache)
      .where(
        and(
          eq(providerCache.provider, provider),
          like(providerCache.requestKey, `${begin}%`),
          gt(providerCache.id, after),
        ),
      )
      .orderBy(asc(providerCache.id))
      .limit(pageSize);
    const isChanged = ({ requestKey }: { requestKey: string }) =>
      changed.has(Number.parseInt(requestKey.slice(begin.length), 10));
    const old = page.filter(({ fetchedAt }) => fetchedAt < readAt);
    await setAnswers(db, old.filter(isChanged), { readAt, expiresAt: readAt });
    const unchanged = old.filter((row) => row.fetchedAt >= since && !isChanged(row));
    if (isWhole) {
      await setAnswers(db, unchanged, {
        readAt,
        expiresAt: new Date(readAt.getTime() + freshForMs),
        fetchedAt: readAt,
      });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.id;
  }
}

type Values = { expiresAt: Date; fetchedAt?: Date };

/** An answer that was fetched meanwhile stays as it is. */
async function setAnswers(
  db: Db,
  rows: readonly { id: number }[],
  { readAt, ...values }: Values & { readAt: Date },
): Promise<void> {
  for (const ids of chunksOf(rows.map(({ id }) => id))) {
    await db
      .update(providerCache)
      .set(values)
      .where(and(inArray(providerCache.id, ids), lt(providerCache.fetchedAt, readAt)));
  }
}
