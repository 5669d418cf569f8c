import { and, eq, exists, getTableColumns, gt, inArray, isNull, lt, notExists, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { episodes, fieldChanges, seasons, series, unknownFiles } from "#db/schema/index.ts";
import { chunksOf } from "#lib/chunks.ts";
import { untoldStatuses } from "../untold.ts";

/**
 * Series that came up while a folder was moved a file at a time: they took over episodes that are older than they are, and
 * nobody identified, edited, locked or assigned anything since. Such a row may go when the show it took from is left empty.
 */
export async function listHeirs(db: Db, libraryId: number): Promise<Set<number>> {
  const { id } = series;
  const one = { one: sql`1` };
  const locks = Object.entries(getTableColumns(series)).flatMap(([name, column]) =>
    name.endsWith("Locked") ? [eq(column, false)] : [],
  );
  const hasOlder = db
    .select(one)
    .from(episodes)
    .where(and(eq(episodes.seriesId, id), lt(episodes.createdAt, series.createdAt)));
  const isEdited = db
    .select(one)
    .from(fieldChanges)
    .where(and(eq(fieldChanges.entityType, "series"), eq(fieldChanges.entityId, id), eq(fieldChanges.source, "user")));
  const hasEditedSeason = db
    .select(one)
    .from(seasons)
    .where(and(eq(seasons.seriesId, id), gt(seasons.version, 1)));
  const hasAssigned = db
    .select(one)
    .from(unknownFiles)
    .where(and(eq(unknownFiles.entityType, "series"), eq(unknownFiles.entityId, id)));
  const rows = await db
    .select({ id })
    .from(series)
    .where(
      and(
        eq(series.libraryId, libraryId),
        isNull(series.deletedAt),
        inArray(series.identificationStatus, untoldStatuses),
        eq(series.monitored, true),
        ...locks,
        exists(hasOlder),
        notExists(isEdited),
        notExists(hasEditedSeason),
        notExists(hasAssigned),
      ),
    );
  return new Set(rows.map((row) => row.id));
}

/** Deletes the rows of series that gave everything back, unless an episode is left in them. */
export async function removeEmptied(tx: Tx, seriesIds: readonly number[]): Promise<void> {
  for (const chunk of chunksOf(seriesIds)) {
    const left = tx.select({ one: sql`1` }).from(episodes).where(eq(episodes.seriesId, series.id));
    await tx.delete(series).where(and(inArray(series.id, chunk), notExists(left)));
  }
}
