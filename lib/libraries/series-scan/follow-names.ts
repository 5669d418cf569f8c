import { and, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { episodes, series } from "#db/schema/index.ts";
import { findRenamed } from "../find-renamed.ts";
import type { ScanContext } from "../scan-context.ts";
import { derivedTitles } from "./import-show-nfos.ts";
import { recordChanges, updateRows, type ValueChange } from "./nfo-records.ts";
import type { FoundShow } from "./show-batch.ts";

/**
 * Shows that nobody could tell yet take title and year from the new name of their folder, and are looked up again:
 * renaming a folder is how people put a wrong name right.
 */
export async function followShowNames(tx: Tx, { jobId }: ScanContext, found: readonly FoundShow[]): Promise<void> {
  const moved = found.flatMap(({ known, show }) =>
    known && known.directoryPath !== show.directoryPath ? [{ seriesId: known.seriesId, show }] : [],
  );
  if (moved.length === 0) return;
  const showOf = new Map(moved.map(({ seriesId, show }) => [seriesId, show]));
  const isUntold = inArray(series.identificationStatus, ["discovered", "needs_identification"]);
  const rows = await tx
    .select()
    .from(series)
    .where(and(inArray(series.id, [...showOf.keys()]), isUntold));
  const items = rows.map((row) => {
    const { title = row.title, year = null } = showOf.get(row.id) ?? {};
    return { entityId: row.id, row, fromName: { title, ...(year === null ? {} : { year }) } };
  });
  const changesOf = await findRenamed(tx, { entityType: "series", items });
  const renamed = items.flatMap((item) => {
    const changes = changesOf.get(item.entityId);
    return changes ? [{ ...item, changes, values: pickChanged(item.fromName, changes) }] : [];
  });
  await updateRows(
    tx,
    series,
    renamed.map(({ row, values }) => ({
      id: row.id,
      ...values,
      ...derivedTitles(row, values),
      identificationStatus: "discovered" as const,
      version: row.version + 1,
      updatedAt: new Date(),
    })),
  );
  await recordChanges(tx, { entityType: "series", source: "filename", jobId }, renamed);
}

/** Episodes whose title their file gave are called as the file is now. */
export async function followEpisodeNames(
  tx: Tx,
  { jobId }: ScanContext,
  moved: readonly { episodeId: number; fromName: { title?: string; airDate?: string } }[],
): Promise<void> {
  const named = moved.filter(({ fromName }) => Object.keys(fromName).length > 0);
  if (named.length === 0) return;
  const nameOf = new Map(named.map(({ episodeId, fromName }) => [episodeId, fromName]));
  const rows = await tx
    .select()
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
    renamed.map(({ row, fromName, changes }) => ({
      id: row.id,
      ...pickChanged(fromName, changes),
      version: row.version + 1,
    })),
  );
  await recordChanges(tx, { entityType: "episode", source: "filename", jobId }, renamed);
}

/** Those of the values that changed. */
function pickChanged<T extends object>(values: T, changes: readonly ValueChange[]): Partial<T> {
  const isChanged = (name: string) => changes.some(({ field }) => field === name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => isChanged(name))) as Partial<T>;
}
