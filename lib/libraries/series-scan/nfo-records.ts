import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { fieldChanges, libraryNfoFiles } from "#db/schema/index.ts";
import type { EntityNfo } from "./show-batch.ts";

export type NfoOwner = "series" | "season" | "episode";
export type Told = { entityId: number; told: EntityNfo };

/** Remembers what NFO files said, and what Metarr does not know and keeps. */
export async function recordNfos(tx: Tx, params: { entityType: NfoOwner; items: readonly Told[] }): Promise<void> {
  const readAt = new Date();
  await bulkInsert(
    tx,
    libraryNfoFiles,
    params.items.map(({ entityId, told: { nfo, entity, kept } }) => ({
      entityType: params.entityType,
      entityId,
      path: nfo.file.path,
      hash: nfo.hash,
      sizeBytes: nfo.file.sizeBytes,
      modifiedMs: nfo.file.mtimeMs,
      snapshot: entity,
      kept,
      readAt,
    })),
    {
      onConflict: {
        target: ["path", "entityType", "entityId"],
        update: ["hash", "sizeBytes", "modifiedMs", "snapshot", "kept", "readAt"],
      },
    },
  );
}

export type ValueChange = { field: string; oldValue: unknown; newValue: unknown };

export type Provenance = { entityType: NfoOwner; jobId: number | null };

/** History of values that an NFO, or a new name, changed. */
export async function recordChanges(
  tx: Tx,
  { entityType, source, jobId }: Provenance & { source: "nfo" | "filename" },
  items: readonly { entityId: number; changes: readonly ValueChange[] }[],
): Promise<void> {
  const rows = items.flatMap(({ entityId, changes }) =>
    changes.map((change) => ({ entityType, entityId, ...change, source, jobId })),
  );
  await bulkInsert(tx, fieldChanges, rows);
}

/** First values of new entities, by who said them. */
export async function recordFirstValues(
  tx: Tx,
  { entityType, jobId }: Provenance,
  items: readonly { entityId: number; fromName: Record<string, unknown>; fromNfo: Record<string, unknown> }[],
): Promise<void> {
  const rows = items.flatMap(({ entityId, fromName, fromNfo }) => {
    const named = Object.fromEntries(Object.entries(fromName).filter(([field]) => !(field in fromNfo)));
    return [
      { source: "filename", values: named },
      { source: "nfo", values: fromNfo },
    ]
      .filter(({ values }) => Object.keys(values).length > 0)
      .map(({ source, values }) => ({ entityType, entityId, field: "*", newValue: values, source, jobId }));
  });
  await bulkInsert(tx, fieldChanges, rows);
}
