import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { providerFeeds } from "#db/schema/index.ts";
import type { ProviderName } from "./vocabulary.ts";

/** What changes feeds are read about. */
export type FeedKind = "movie" | "series";
export type Feed = { provider: ProviderName; kind: FeedKind };

/** Feeds go back 14 days; the last of them counts as lost, for it may be cut in the middle. */
const reachMs = 13 * 24 * 3_600_000;

/**
 * From when on a feed is to be read: where the last reading ended, as far back as feeds go. `lastReadAt` is null when it
 * was never read.
 */
export async function findFeedStart(
  db: Db,
  { provider, kind }: Feed,
  now: Date,
): Promise<{ since: Date; lastReadAt: Date | null }> {
  const [row] = await db
    .select({ readUntil: providerFeeds.readUntil })
    .from(providerFeeds)
    .where(and(eq(providerFeeds.provider, provider), eq(providerFeeds.kind, kind)));
  const lastReadAt = row?.readUntil ?? null;
  return { since: new Date(Math.max(lastReadAt?.getTime() ?? 0, now.getTime() - reachMs)), lastReadAt };
}

/** Everything the feed told until then is taken over. */
export async function keepFeedRead(db: Db, feed: Feed, readUntil: Date): Promise<void> {
  await db
    .insert(providerFeeds)
    .values({ ...feed, readUntil })
    .onConflictDoUpdate({ target: [providerFeeds.provider, providerFeeds.kind], set: { readUntil } });
}
