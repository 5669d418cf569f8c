import { and, eq, inArray } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { isNfoSnapshot } from "#lib/files/nfo/snapshot.ts";
import type { NfoEntity } from "#lib/files/nfo/types.ts";
import type { NfoOwner, Told } from "./nfo-records.ts";

type NfoRecord = typeof libraryNfoFiles.$inferSelect;

export type ToldNfos<T extends Told> = {
  /** Those that say something nobody has read of this entity yet. */
  fresh: T[];
  /** Those that changed since they were published, which is publish's to judge: it knows what was written. */
  outside: T[];
  /** What the NFO of an entity said when it was last read; null: in a shape that is not read any more. */
  said: Map<number, NfoEntity | null>;
};

/**
 * Tells which of the NFO files that were read are new, and which only went along when their folder or file was renamed:
 * the same entity with the same bytes is the same NFO, and its record follows it with all it holds. One that changed on the
 * way follows too, and is compared with what it said before. `isThere`: whether a path was seen, or cannot be known.
 */
export async function tellNfos<T extends Told>(
  tx: Tx,
  params: { entityType: NfoOwner; items: readonly T[]; isThere: (path: string) => boolean },
): Promise<ToldNfos<T>> {
  const { entityType, items, isThere } = params;
  const records = await inChunks(
    items.map(({ entityId }) => entityId),
    (ids) =>
      tx
        .select()
        .from(libraryNfoFiles)
        .where(and(eq(libraryNfoFiles.entityType, entityType), inArray(libraryNfoFiles.entityId, ids))),
  );
  const recordsOf = Map.groupBy(records, (record) => record.entityId);
  const told = items.map((item) => ({ item, record: recordOf(item, recordsOf.get(item.entityId) ?? [], isThere) }));
  const isSame = ({ item, record }: (typeof told)[number]) => record?.hash === item.told.nfo.hash;
  await bulkUpdate(
    tx,
    libraryNfoFiles,
    told.flatMap((each) => {
      const { file } = each.item.told.nfo;
      if (!each.record) return [];
      const { sizeBytes, modifiedMs } = isSame(each) ? { ...file, modifiedMs: file.mtimeMs } : each.record;
      return [{ id: each.record.id, path: file.path, sizeBytes, modifiedMs }];
    }),
  );
  // A publish that was stopped wrote it and could not write that down.
  const isOurs = ({ item, record }: (typeof told)[number]) =>
    record?.pending != null && record.pending.hash === item.told.nfo.hash;
  const others = told.filter((each) => !isSame(each) && !isOurs(each));
  const isPublished = ({ record }: (typeof told)[number]) => record?.publishedAt != null;
  const fresh = others.filter((each) => !isPublished(each));
  return {
    outside: others.filter(isPublished).map(({ item }) => item),
    fresh: fresh.map(({ item }) => item),
    said: new Map(
      fresh.flatMap(({ item, record }) =>
        record ? [[item.entityId, isNfoSnapshot(record.snapshot) ? record.snapshot : null] as const] : [],
      ),
    ),
  };
}

/** The record at its path, else one of the same bytes, else one whose file is gone. */
function recordOf({ told: { nfo } }: Told, records: readonly NfoRecord[], isThere: (path: string) => boolean) {
  return (
    records.find(({ path }) => path === nfo.file.path) ??
    records.find(({ hash }) => hash === nfo.hash) ??
    records.find(({ path }) => !isThere(path))
  );
}
