import { eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { episodes, movies, seasons, series } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import { retentionMs } from "#lib/recycle/vocabulary.ts";
import type { FileRecord } from "./records.ts";

/**
 * Whose a published file is. `gone`: it was removed, or its file has been missing for long. `shared`: of a person or a set, who
 * is nobody's alone. A record goes with the row of its owner.
 */
export type RecordOwner = {
  state: "there" | "gone" | "shared";
  unit: UnitRef | undefined;
  /** Its file, when it has just one. */
  filePath: string | undefined;
};

type Row = { id: number; unitId: number; filePath: string | null; missingAt: Date | null; deletedAt: Date | null };

/** The owners of these records, one query a kind. */
export async function readOwners(db: Db, records: readonly FileRecord[]): Promise<(record: FileRecord) => RecordOwner> {
  const longAgo = new Date((await databaseNow(db)).getTime() - retentionMs);
  const idsOf = (type: string) => [
    ...new Set(records.filter(({ entityType }) => entityType === type).map(({ entityId }) => entityId)),
  ];
  const rows = new Map<string, Map<number, Row>>();
  for (const [type, read] of Object.entries(reads)) {
    const found = await inChunks(idsOf(type), (ids) => read(db, ids));
    rows.set(type, new Map(found.map((row) => [row.id, row])));
  }
  return ({ entityType, entityId }) => {
    const ofKind = rows.get(entityType);
    if (!ofKind) return { state: "shared", unit: undefined, filePath: undefined };
    const row = ofKind.get(entityId);
    if (!row) return { state: "there", unit: undefined, filePath: undefined };
    const isGone = row.deletedAt !== null || (row.missingAt !== null && row.missingAt < longAgo);
    return {
      state: isGone ? "gone" : "there",
      unit: { entityType: entityType === "movie" ? "movie" : "series", entityId: row.unitId },
      filePath: row.filePath ?? undefined,
    };
  };
}

const reads: Record<string, (db: Db, ids: number[]) => PromiseLike<Row[]>> = {
  movie: (db, ids) => {
    const { id, filePath, missingAt, deletedAt } = movies;
    return db.select({ id, unitId: id, filePath, missingAt, deletedAt }).from(movies).where(inArray(id, ids));
  },
  series: async (db, ids) => {
    const { id, missingAt, deletedAt } = series;
    const rows = await db.select({ id, unitId: id, missingAt, deletedAt }).from(series).where(inArray(id, ids));
    return rows.map((row) => ({ ...row, filePath: null }));
  },
  season: async (db, ids) => {
    const { id, seriesId: unitId } = seasons;
    const rows = await db
      .select({ id, unitId, missingAt: series.missingAt, deletedAt: series.deletedAt })
      .from(seasons)
      .innerJoin(series, eq(series.id, seasons.seriesId))
      .where(inArray(id, ids));
    return rows.map((row) => ({ ...row, filePath: null }));
  },
  episode: async (db, ids) => {
    const { id, seriesId: unitId, filePath, missingAt, deletedAt } = episodes;
    const rows = await db
      .select({
        id,
        unitId,
        filePath,
        missingAt,
        deletedAt,
        showMissingAt: series.missingAt,
        showDeletedAt: series.deletedAt,
      })
      .from(episodes)
      .innerJoin(series, eq(series.id, episodes.seriesId))
      .where(inArray(id, ids));
    return rows.map(({ showMissingAt, showDeletedAt, ...row }) => ({
      ...row,
      missingAt: row.missingAt ?? showMissingAt,
      deletedAt: row.deletedAt ?? showDeletedAt,
    }));
  },
};
