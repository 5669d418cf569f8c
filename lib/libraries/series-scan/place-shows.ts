import { inArray, sql } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { fieldChanges, series } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { ScanContext } from "../scan-context.ts";
import type { KnownShow } from "./known-series.ts";
import type { FoundShow } from "./show-batch.ts";

/**
 * Gives shows whose folder moved their new one. Two of them may have swapped folders, and a folder may belong to a show
 * whose files are gone: each steps aside first, because no two shows have one folder.
 */
export async function placeShows(tx: Tx, { jobId }: ScanContext, found: readonly FoundShow[]): Promise<void> {
  const moved = found.flatMap(({ known, show }): { known: KnownShow; path: string }[] =>
    known && known.directoryPath !== show.directoryPath ? [{ known, path: show.directoryPath }] : [],
  );
  const taken = [
    ...moved.map(({ path }) => path),
    ...found.flatMap((item) => (item.known ? [] : item.show.directoryPath)),
  ];
  if (taken.length === 0) return;
  // A show that keeps its folder is not in anybody's way.
  const staying = new Set(
    found.flatMap(({ known, show }) => (known?.directoryPath === show.directoryPath ? known.seriesId : [])),
  );
  const holders = await inChunks(taken, (chunk) =>
    tx.select({ id: series.id }).from(series).where(inArray(series.directoryPath, chunk)),
  );
  for (const chunk of chunksOf(holders.map(({ id }) => id).filter((id) => !staying.has(id)))) {
    await tx
      .update(series)
      .set({ directoryPath: sql`${series.directoryPath} || ' (' || ${series.id} || ')'` })
      .where(inArray(series.id, chunk));
  }
  if (moved.length === 0) return;
  const rows = await inChunks(
    moved.map((item) => item.known.seriesId),
    (ids) => tx.select({ id: series.id, version: series.version }).from(series).where(inArray(series.id, ids)),
  );
  const versions = new Map(rows.map((row) => [row.id, row.version]));
  const updatedAt = new Date();
  await bulkUpdate(
    tx,
    series,
    moved.map(({ known: { seriesId }, path }) => ({
      id: seriesId,
      directoryPath: path,
      version: (versions.get(seriesId) ?? 0) + 1,
      updatedAt,
    })),
  );
  await bulkInsert(
    tx,
    fieldChanges,
    moved.map(({ known: { seriesId, directoryPath }, path }) => ({
      entityType: "series",
      entityId: seriesId,
      field: "directoryPath",
      oldValue: directoryPath,
      newValue: path,
      source: "scan",
      jobId,
    })),
  );
}
