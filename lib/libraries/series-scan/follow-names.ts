import { inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodes, series } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import { followTitles } from "#lib/sort-key.ts";
import { findRenamed } from "../find-renamed.ts";
import type { ScanContext } from "../scan-context.ts";
import { isUntold } from "../untold.ts";
import { findNamedIds, type MovedShow } from "./named-ids.ts";
import { recordChanges, type ValueChange } from "./nfo-records.ts";
import type { FoundShow } from "./show-batch.ts";

/**
 * What people do to put a wrong series right: they rename its folder. Shows that nobody could tell yet take title and
 * year from the new name. Ids written into it count for every show. Either way the show is looked up again.
 */
export async function followShowNames(tx: Tx, context: ScanContext, found: readonly FoundShow[]): Promise<void> {
  const moved = found.flatMap(({ known, show }) =>
    known && known.directoryPath !== show.directoryPath ? [{ known, show }] : [],
  );
  for (const chunk of chunksOf(moved)) await followShows(tx, context, chunk);
}

async function followShows(tx: Tx, { jobId }: ScanContext, moved: readonly MovedShow[]): Promise<void> {
  const movedOf = new Map(moved.map((each) => [each.known.seriesId, each]));
  const found = await tx
    .select({
      id: series.id,
      title: series.title,
      titleLocked: series.titleLocked,
      originalTitle: series.originalTitle,
      sortTitle: series.sortTitle,
      sortTitleLocked: series.sortTitleLocked,
      year: series.year,
      yearLocked: series.yearLocked,
      tmdbId: series.tmdbId,
      imdbId: series.imdbId,
      tvdbId: series.tvdbId,
      identificationStatus: series.identificationStatus,
      version: series.version,
    })
    .from(series)
    .where(inArray(series.id, [...movedOf.keys()]));
  const rows = found.map((row) => ({ ...row, isUntold: isUntold(row) }));
  const items = rows
    .filter((row) => row.isUntold)
    .map((row) => {
      const { title = row.title, year = null } = movedOf.get(row.id)?.show ?? {};
      return { entityId: row.id, row, fromName: { title, ...(year === null ? {} : { year }) } };
    });
  const changesOf = await findRenamed(tx, { entityType: "series", items });
  const idsOf = await findNamedIds(tx, { rows, movedOf });
  const asked = rows.flatMap((row) => {
    const named = changesOf.get(row.id) ?? [];
    const ids = idsOf.get(row.id);
    const changes = [...named, ...(ids ?? [])];
    // An id that the row has already says nothing new of a show that was told by it.
    const isAsked = changes.length > 0 || (ids !== undefined && row.identificationStatus === "needs_identification");
    return isAsked ? [{ entityId: row.id, row, changes, titles: valuesOf(named) }] : [];
  });
  await updateRows(
    tx,
    series,
    asked.map(({ row, changes, titles }) => ({
      id: row.id,
      ...valuesOf(changes),
      ...followTitles(row, titles),
      identificationStatus: "discovered" as const,
      version: row.version + 1,
      updatedAt: new Date(),
    })),
  );
  await recordChanges(tx, { entityType: "series", source: "filename", jobId }, asked);
}

type Named = { episodeId: number; fromName: { title?: string; airDate?: string } };

/** Episodes whose title their file gave are called as the file is now. */
export async function followEpisodeNames(tx: Tx, context: ScanContext, moved: readonly Named[]): Promise<void> {
  const named = moved.filter(({ fromName }) => Object.keys(fromName).length > 0);
  for (const chunk of chunksOf(named)) await followEpisodes(tx, context, chunk);
}

async function followEpisodes(tx: Tx, { jobId }: ScanContext, named: readonly Named[]): Promise<void> {
  const nameOf = new Map(named.map(({ episodeId, fromName }) => [episodeId, fromName]));
  const rows = await tx
    .select({
      id: episodes.id,
      title: episodes.title,
      titleLocked: episodes.titleLocked,
      airDate: episodes.airDate,
      airDateLocked: episodes.airDateLocked,
      version: episodes.version,
    })
    .from(episodes)
    .where(inArray(episodes.id, [...nameOf.keys()]));
  const items = rows.map((row) => ({ entityId: row.id, row, fromName: nameOf.get(row.id) ?? {} }));
  const changesOf = await findRenamed(tx, { entityType: "episode", items });
  const renamed = items.flatMap((item) => {
    const changes = changesOf.get(item.entityId);
    return changes ? [{ ...item, changes }] : [];
  });
  await updateRows(
    tx,
    episodes,
    renamed.map(({ row, changes }) => ({ id: row.id, ...valuesOf(changes), version: row.version + 1 })),
  );
  await recordChanges(tx, { entityType: "episode", source: "filename", jobId }, renamed);
}

const valuesOf = (changes: readonly ValueChange[]): Record<string, unknown> =>
  Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]));
