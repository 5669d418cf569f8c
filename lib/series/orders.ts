import { and, asc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "#db/client.ts";
import { episodes, providerEpisodes } from "#db/schema/index.ts";
import { editEntity } from "#lib/editing/edit-entity.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import type { Priority } from "#lib/providers/priority.ts";
import { recordsOf, seriesIdAt } from "#lib/providers/record-ids.ts";
import { listRecords } from "#lib/providers/records.ts";
import type { SeriesOrder } from "#lib/providers/series.ts";
import { fileEpisodeOf } from "./list-file-episodes.ts";
import { type ListedEpisode, mapEpisodes } from "./map-episodes.ts";
import { seriesKind } from "./series-kind.ts";
import { getSeriesState } from "./series-state.ts";

/** An order a person may choose, and who tells it. */
export type OrderChoice = SeriesOrder & { providers: string[] };

const told = z.object({ orders: z.array(z.object({ id: z.string(), label: z.string() })) });

/** The orders that providers offer for a series, the aired one first. */
export async function listOrders(db: Db, seriesId: number): Promise<OrderChoice[]> {
  const { ids } = await getSeriesState(db, seriesId);
  const records = recordsOf(await listRecords(db, "series", [seriesId]), (provider) => seriesIdAt(provider, ids));
  const choices = new Map<string, OrderChoice>([["aired", { id: "aired", label: "Aired order", providers: [] }]]);
  for (const { provider, fields } of records) {
    const parsed = told.safeParse(fields);
    for (const { id, label } of parsed.success ? parsed.data.orders : []) {
      const known = choices.get(id) ?? { id, label, providers: [] };
      known.providers.push(provider);
      choices.set(id, known);
    }
  }
  return [...choices.values()];
}

/** Where a file stands and what it is there. */
export type Placed = { seasonNumber: number; episodeNumber: number; title: string | null };

/** One file in the preview of an order. Null: no list has it, with the reason. */
export type OrderPreviewRow = {
  episodeId: number;
  seasonNumber: number;
  episodeNumber: number;
  filePath: string;
  now: Placed | null;
  then: Placed | null;
  because: string | null;
  changes: boolean;
};

export type OrderPreview =
  /** The list was not fetched yet: the job series.orders does that. */
  | { state: "unknown" }
  | { state: "ready"; provider: string; rows: OrderPreviewRow[]; changed: number; unmapped: number };

/** What every file would be in another order, beside what it is now. */
export async function previewOrder(
  db: Db,
  { seriesId, order, present, priority }: { seriesId: number; order: string; present: string; priority: Priority },
): Promise<OrderPreview> {
  const [now, next] = await Promise.all([
    readList(db, { seriesId, order: present, priority }),
    readList(db, { seriesId, order, priority }),
  ]);
  if (next === undefined) return { state: "unknown" };
  const files = await db
    .select()
    .from(episodes)
    .where(and(eq(episodes.seriesId, seriesId), isNull(episodes.deletedAt)))
    .orderBy(asc(episodes.seasonNumber), asc(episodes.episodeNumber));
  const named = files.map(fileEpisodeOf);
  const before = new Map(mapEpisodes(named, now?.list ?? []).map((each) => [each.episodeId, each.entry]));
  const after = new Map(mapEpisodes(named, next.list).map((each) => [each.episodeId, each]));
  const rows = files.map(({ id, seasonNumber, episodeNumber, filePath }): OrderPreviewRow => {
    const [old, found] = [placedOf(before.get(id)), after.get(id)];
    const then = placedOf(found?.entry);
    const changes = JSON.stringify(old) !== JSON.stringify(then);
    const because = found?.because ?? null;
    return { episodeId: id, seasonNumber, episodeNumber, filePath, now: old, then, because, changes };
  });
  return {
    state: "ready",
    provider: next.provider,
    rows,
    changed: rows.filter(({ changes }) => changes).length,
    unmapped: rows.filter(({ then }) => then === null).length,
  };
}

const placedOf = (entry: ListedEpisode | null | undefined): Placed | null =>
  entry ? { seasonNumber: entry.seasonNumber, episodeNumber: entry.episodeNumber, title: entry.title } : null;

/** The list of the most trusted provider that told this order. */
async function readList(
  db: Db,
  { seriesId, order, priority }: { seriesId: number; order: string; priority: Priority },
) {
  const rows = await db
    .select()
    .from(providerEpisodes)
    .where(and(eq(providerEpisodes.seriesId, seriesId), eq(providerEpisodes.episodeOrder, order)));
  const ranking: readonly string[] = priority.order;
  const [provider] = [...new Set(rows.map((row) => row.provider))].toSorted(
    (a, b) => ranking.indexOf(a) - ranking.indexOf(b),
  );
  return provider === undefined ? undefined : { provider, list: rows.filter((row) => row.provider === provider) };
}

/**
 * A person chooses how the files of a series are counted. Locks the choice; what each episode is follows with the next
 * enrichment, which is asked for. Can be taken back. Throws not_found, and invalid for an order nobody tells.
 */
export async function setEpisodeOrder(
  tx: Tx,
  { seriesId, order, userId }: { seriesId: number; order: string; userId: number | null },
): Promise<void> {
  const known = await listOrders(tx, seriesId);
  if (!known.some(({ id }) => id === order)) {
    throw new AppError("invalid", "No provider tells this order of episodes any more. Choose another one.");
  }
  const patch = { episodeOrder: order };
  const { changes } = await editEntity(tx, seriesKind, {
    entityId: seriesId,
    patch,
    author: { source: "user", userId },
  });
  if (changes.length > 0) await enqueue(tx, "series.enrich", { seriesId }, { createdBy: userId });
}
