import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { providerRecords } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { chunksOf } from "#lib/chunks.ts";
import { messageOf } from "#lib/errors.ts";
import { followInAnswers } from "#lib/providers/answer-changes.ts";
import { type Feed, type FeedKind, findFeedStart, keepFeedRead } from "#lib/providers/feeds.ts";
import type { Provider } from "#lib/providers/provider.ts";
import { providerFacts } from "#lib/providers/vocabulary.ts";
import { enrichLater, listRefreshable } from "./refreshable.ts";

/** A feed that was read this lately has nothing new to say: several libraries are refreshed one after the other. */
const pauseMs = 3_600_000;
/** Beyond so many ids a feed may have been cut off: what it does not name need not be unchanged. */
const mostIds = 40_000;
const pageSize = 5000;

export type Followed = {
  /** Items that are fetched again, of all libraries. */
  changed: number;
  /** Items known to be up to date without being asked for. */
  unchanged: number;
  /** Feeds that could not be read, in words for people. */
  partial: string[];
};

/**
 * Reads what changed at every provider that tells, since it was read the last time, and has the items that changed fetched
 * again: those of all libraries, for a feed is read once. Items that were fetched since the feed begins and did not change
 * count as fetched just now. `libraryId`: a library that a person refreshes, although it does nothing by itself.
 */
export async function followChanges(
  db: Db,
  params: {
    kind: FeedKind;
    providers: readonly Provider[];
    libraryId?: number | undefined;
    runId: string | null;
    signal: AbortSignal;
  },
): Promise<Followed> {
  const { kind, providers, signal } = params;
  const followed: Followed = { changed: 0, unchanged: 0, partial: [] };
  for (const provider of providers) {
    const kinds: readonly string[] = providerFacts[provider.name].changes;
    if (!kinds.includes(kind)) continue;
    try {
      const { changed, unchanged } = await followOne(db, provider, params);
      followed.changed += changed;
      followed.unchanged += unchanged;
    } catch (error) {
      signal.throwIfAborted();
      // Its items grow stale and are asked for one by one then.
      followed.partial.push(`What changed at ${provider.label} is not known: ${messageOf(error)}`);
    }
  }
  return followed;
}

type One = Parameters<typeof followChanges>[1];
type Counts = { changed: number; unchanged: number };

async function followOne(db: Db, provider: Provider, { kind, libraryId, runId, signal }: One): Promise<Counts> {
  const feed: Feed = { provider: provider.name, kind };
  const counts: Counts = { changed: 0, unchanged: 0 };
  const readAt = new Date();
  const { since, lastReadAt } = await findFeedStart(db, feed, readAt);
  const isNew = lastReadAt === null || readAt.getTime() - lastReadAt.getTime() >= pauseMs;
  if (!isNew || (await listRecordPage(db, feed, 0, 1)).length === 0) return counts;
  const changed = await provider.listChangedIds?.({ kind, since }, { signal });
  if (changed === undefined) return counts;
  const told = { changed, since, readAt, isWhole: changed.size < mostIds };
  await followInAnswers(db, feed, told);
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const page = await listRecordPage(db, feed, after, pageSize);
    const done = await transaction(db, (tx) => followInRecords(tx, page, { ...told, kind, libraryId, runId }));
    counts.changed += done.changed;
    counts.unchanged += done.unchanged;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    after = last.id;
  }
  await keepFeedRead(db, feed, readAt);
  return counts;
}

type RecordRow = { id: number; entityId: number; providerId: string | null; fetchedAt: Date | null };

function listRecordPage(db: Db, { provider, kind }: Feed, after: number, limit: number): Promise<RecordRow[]> {
  return db
    .select({
      id: providerRecords.id,
      entityId: providerRecords.entityId,
      providerId: providerRecords.providerId,
      fetchedAt: providerRecords.fetchedAt,
    })
    .from(providerRecords)
    .where(
      and(
        eq(providerRecords.provider, provider),
        eq(providerRecords.entityType, kind),
        eq(providerRecords.status, "ok"),
        gt(providerRecords.id, after),
      ),
    )
    .orderBy(asc(providerRecords.id))
    .limit(limit);
}

type Told = { changed: ReadonlySet<number>; since: Date; readAt: Date; isWhole: boolean };
type For = Pick<One, "kind" | "libraryId" | "runId">;

async function followInRecords(
  tx: Tx,
  page: readonly RecordRow[],
  { changed, since, readAt, isWhole, kind, libraryId, runId }: Told & For,
): Promise<Counts> {
  const isChanged = ({ providerId }: RecordRow) => changed.has(Number(providerId));
  const entityIds = page.filter(isChanged).map(({ entityId }) => entityId);
  const asked = await listRefreshable(tx, kind, { entityIds, libraryId });
  await enrichLater(tx, kind, asked, { runId });
  const unchanged = isWhole
    ? page.filter((row) => row.fetchedAt !== null && row.fetchedAt >= since && !isChanged(row))
    : [];
  for (const ids of chunksOf(unchanged.map(({ id }) => id))) {
    await tx.update(providerRecords).set({ fetchedAt: readAt }).where(inArray(providerRecords.id, ids));
  }
  return { changed: asked.length, unchanged: unchanged.length };
}
