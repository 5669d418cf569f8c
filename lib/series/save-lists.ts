import { and, eq, inArray } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { providerEpisodes } from "#db/schema/index.ts";
import type { ProviderName } from "#lib/providers/vocabulary.ts";
import type { EpisodeList } from "./ask-about-series.ts";

type Row = typeof providerEpisodes.$inferInsert;

/**
 * Keeps a provider's episodes in one order, with or without a file: for what is missing, and for the preview of an order.
 * Writes only what differs, and drops what the list no longer has. Returns true when anything was written.
 */
export async function saveEpisodeList(
  tx: Tx,
  { seriesId, list: { provider, order, episodes } }: { seriesId: number; list: EpisodeList },
): Promise<boolean> {
  if (episodes.length === 0) return false;
  const present = await tx
    .select()
    .from(providerEpisodes)
    .where(
      and(
        eq(providerEpisodes.seriesId, seriesId),
        eq(providerEpisodes.provider, provider),
        eq(providerEpisodes.episodeOrder, order),
      ),
    );
  const rows = episodes.map((episode): Row => {
    const ids = Object.entries(episode.ids).flatMap(([name, id]) => (id === null ? [] : [[name, id] as const]));
    return {
      seriesId,
      provider,
      episodeOrder: order,
      seasonNumber: episode.seasonNumber,
      episodeNumber: episode.episodeNumber,
      absoluteNumber: episode.absoluteNumber,
      airDate: episode.airDate,
      title: episode.title,
      ids: Object.fromEntries(ids),
    };
  });
  const known = new Map(present.map((row) => [keyOf(row), row]));
  const wanted = new Map(rows.map((row) => [keyOf(row), row]));
  const changed = [...wanted].flatMap(([key, row]) => (signature(known.get(key)) === signature(row) ? [] : [row]));
  const gone = [...known].flatMap(([key, { id }]) => (wanted.has(key) ? [] : [id]));
  const fetchedAt = new Date();
  await bulkInsert(
    tx,
    providerEpisodes,
    changed.map((row) => ({ ...row, fetchedAt })),
    {
      onConflict: {
        target: ["seriesId", "provider", "episodeOrder", "seasonNumber", "episodeNumber"],
        update: ["absoluteNumber", "airDate", "title", "ids", "fetchedAt"],
      },
    },
  );
  if (gone.length > 0) await tx.delete(providerEpisodes).where(inArray(providerEpisodes.id, gone));
  return changed.length + gone.length > 0;
}

/** True when this provider told the series' episodes in this order before. */
export async function hasEpisodeList(
  tx: Tx,
  { seriesId, provider, order }: { seriesId: number; provider: ProviderName; order: string },
): Promise<boolean> {
  const [row] = await tx
    .select({ id: providerEpisodes.id })
    .from(providerEpisodes)
    .where(
      and(
        eq(providerEpisodes.seriesId, seriesId),
        eq(providerEpisodes.provider, provider),
        eq(providerEpisodes.episodeOrder, order),
      ),
    )
    .limit(1);
  return row !== undefined;
}

const keyOf = ({ seasonNumber, episodeNumber }: { seasonNumber: number; episodeNumber: number }) =>
  `${seasonNumber} ${episodeNumber}`;

function signature(row: Row | undefined): string | undefined {
  if (row === undefined) return undefined;
  const ids = Object.entries(row.ids ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([row.absoluteNumber ?? null, row.airDate ?? null, row.title ?? null, ids]);
}
