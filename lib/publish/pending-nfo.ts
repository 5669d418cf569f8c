import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import type { NfoRecord, UnitFacts } from "./facts.ts";
import type { Prepared } from "./prepare.ts";
import type { FoundFile } from "./present.ts";

/** The hash of a record without a file: what is about to be written, or what one said that is published no more. */
export const noFile = "";

export const isWithoutFile = (record: NfoRecord): boolean => record.hash === noFile;

/**
 * Writes down what is about to be written, before it is: after a stop in between, the NFO on the disk is known to be
 * Metarr's own and not somebody's edit.
 */
export async function announceNfos(tx: Tx, all: readonly Prepared[]): Promise<void> {
  const rows = all.flatMap(({ plan, wanted }) =>
    plan.write.flatMap((step) => {
      const nfo = step.kind === "nfo" ? wanted.nfos.find(({ path }) => path === step.path) : undefined;
      return (nfo?.parts ?? []).map(({ entityType, entityId, entity, kept }) => {
        const pending = { hash: step.hash, snapshot: entity, kept: kept ?? null };
        return { entityType, entityId, path: step.path, hash: noFile, pending };
      });
    }),
  );
  await bulkInsert(tx, libraryNfoFiles, rows, {
    onConflict: { target: ["path", "entityType", "entityId"], update: ["pending"] },
  });
}

/** The facts after a stop: where an announced file lies on the disk, its record says so. */
export function settleAnnounced<T extends UnitFacts>(facts: T, found: readonly FoundFile[]): T {
  if (facts.nfoRecords.every(({ pending }) => pending === null)) return facts;
  const nfoRecords = facts.nfoRecords.map((record): NfoRecord => {
    const { pending } = record;
    const file = found.find(({ path }) => path === record.path);
    if (pending === null || file?.hash !== pending.hash) return record;
    const { hash, snapshot } = pending;
    return {
      ...record,
      hash,
      snapshot,
      sizeBytes: null,
      modifiedMs: null,
      publishedAt: record.publishedAt ?? new Date(),
      // What was read before lies in the recycle bin: this file is nobody's edit.
      readAt: null,
    };
  });
  return { ...facts, nfoRecords };
}
