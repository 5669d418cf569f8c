import { and, inArray, notInArray, sql } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { fieldChanges, series } from "#db/schema/index.ts";
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
  const known = found.flatMap((item) => item.known?.seriesId ?? []);
  const taken = [
    ...moved.map(({ path }) => path),
    ...found.flatMap((item) => (item.known ? [] : item.show.directoryPath)),
  ];
  if (taken.length === 0) return;
  await tx
    .update(series)
    .set({ directoryPath: sql`${series.directoryPath} || ' (' || ${series.id} || ')'` })
    .where(
      and(
        inArray(series.directoryPath, taken),
        // A show that keeps its folder is not in anybody's way.
        notInArray(
          series.id,
          known.length > 0 ? known.filter((id) => !moved.some((each) => each.known.seriesId === id)) : [0],
        ),
      ),
    );
  if (moved.length === 0) return;
  const ids = moved.map((item) => item.known.seriesId);
  const rows = await tx.select({ id: series.id, version: series.version }).from(series).where(inArray(series.id, ids));
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
