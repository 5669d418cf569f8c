import { eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import { editEntity } from "#lib/editing/edit-entity.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { UnitFacts } from "./facts.ts";
import { outsideKindOf } from "./outside-kinds.ts";
import { listOutsideChanges, type OutsideChange, type OutsideNfo } from "./outside-nfo.ts";

export type NfoImport = {
  /** Fields whose values came from the NFO. */
  imported: OutsideChange[];
  /** Fields that say something else and are locked, or say what cannot be: the file stays untouched until somebody decides. */
  conflicts: OutsideChange[];
};

/**
 * Takes over what somebody changed in a published NFO, as that person's edit: the fields are locked. A change of a
 * locked field is a conflict. Without one, the file counts as read, so that publishing may write it again.
 */
export async function importNfoChanges(
  db: Db,
  params: { facts: UnitFacts; outside: OutsideNfo; assertOwned?: AssertOwned | undefined },
): Promise<NfoImport> {
  const { facts, outside } = params;
  return ownedTransaction(db, params.assertOwned, async (tx) => {
    if (!(await isStillOpen(tx, outside))) return { imported: [], conflicts: [] };
    const changes = await listOutsideChanges(tx, { facts, outside });
    const conflicts = changes.filter(({ isLocked, isValid }) => isLocked || !isValid);
    const imported = changes.filter((change) => !conflicts.includes(change));
    await takeOver(tx, { changes: imported, userId: null });
    if (conflicts.length === 0) await countAsRead(tx, outside);
    return { imported, conflicts };
  });
}

/** Nobody published it or read its NFO since. */
async function isStillOpen(tx: Tx, { records }: OutsideNfo): Promise<boolean> {
  const now = await tx
    .select({ id: libraryNfoFiles.id, hash: libraryNfoFiles.hash })
    .from(libraryNfoFiles)
    .where(
      inArray(
        libraryNfoFiles.id,
        records.map(({ id }) => id),
      ),
    );
  return records.every((record) => now.some(({ id, hash }) => id === record.id && hash === record.hash));
}

/** Writes values of the file into what it tells of, as an edit. The changes have to be valid. */
export async function takeOver(
  tx: Tx,
  { changes, userId }: { changes: readonly OutsideChange[]; userId: number | null },
): Promise<void> {
  const byOwner = Map.groupBy(changes, ({ entityType, entityId }) => `${entityType} ${entityId}`);
  for (const own of byOwner.values()) {
    const [first] = own;
    if (!first) continue;
    const { kind, edit } = outsideKindOf(first.entityType);
    const patch = edit.parse(Object.fromEntries(own.map(({ field, inFile }) => [field, inFile])));
    await editEntity(tx, kind, { entityId: first.entityId, patch, author: { source: "nfo", userId } });
  }
}

/** From here on the file is what Metarr knows of it, so publishing may write it again. */
export async function countAsRead(tx: Tx, { read }: OutsideNfo): Promise<void> {
  for (const { record, entity, at } of read?.parts ?? []) {
    const { file } = read ?? {};
    if (!file) continue;
    await tx
      .update(libraryNfoFiles)
      .set({
        hash: file.sha256,
        sizeBytes: file.sizeBytes,
        modifiedMs: file.mtimeMs,
        snapshot: entity,
        kept: file.document.kept[at] ?? null,
        readAt: new Date(),
      })
      .where(eq(libraryNfoFiles.id, record.id));
  }
}
