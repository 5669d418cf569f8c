import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { libraryNfoFiles } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { editMovie } from "#lib/movies/edit.ts";
import { movieEditSchema } from "#lib/movies/vocabulary.ts";
import type { FilmFacts } from "./load-films.ts";
import { listOutsideChanges, type OutsideChange, type OutsideNfo } from "./outside-nfo.ts";

export type NfoImport = {
  /** Fields whose values came from the NFO. */
  imported: OutsideChange[];
  /** Fields that say something else and are locked, or say what no film can: the file stays untouched until somebody decides. */
  conflicts: OutsideChange[];
};

/**
 * Takes over what somebody changed in a published NFO, as that person's edit: the fields are locked. A change of a
 * locked field is a conflict. Without one, the file counts as read, so that publishing may write it again.
 */
export async function importNfoChanges(
  db: Db,
  params: {
    facts: FilmFacts;
    outside: OutsideNfo;
    assertOwned?: AssertOwned | undefined;
    /** Last in the transaction. */
    follow?: (tx: Tx) => Promise<void>;
  },
): Promise<NfoImport> {
  const { facts, outside } = params;
  return ownedTransaction(db, params.assertOwned, async (tx) => {
    if (!(await isStillOpen(tx, outside))) return { imported: [], conflicts: [] };
    const changes = await listOutsideChanges(tx, { facts, outside });
    const conflicts = changes.filter(({ isLocked, isValid }) => isLocked || !isValid);
    const imported = changes.filter((change) => !conflicts.includes(change));
    await takeOver(tx, { movieId: facts.movie.id, changes: imported, userId: null });
    if (conflicts.length === 0) await countAsRead(tx, outside);
    await params.follow?.(tx);
    return { imported, conflicts };
  });
}

/** Nobody published the film or read its NFO since. */
async function isStillOpen(tx: Tx, { record }: OutsideNfo): Promise<boolean> {
  const [now] = await tx
    .select({ hash: libraryNfoFiles.hash })
    .from(libraryNfoFiles)
    .where(eq(libraryNfoFiles.id, record.id));
  return now?.hash === record.hash;
}

/** Writes values of the file into the film, as an edit. The changes have to be valid. */
export async function takeOver(
  tx: Tx,
  { movieId, changes, userId }: { movieId: number; changes: readonly OutsideChange[]; userId: number | null },
): Promise<void> {
  if (changes.length === 0) return;
  const patch = movieEditSchema.parse(Object.fromEntries(changes.map(({ field, inFile }) => [field, inFile])));
  await editMovie(tx, { movieId, patch, userId, source: "nfo" });
}

/** From here on the file is what Metarr knows of it, so publishing may write it again. */
export async function countAsRead(tx: Tx, { record, read }: OutsideNfo): Promise<void> {
  if (!read) return;
  const { file, entity } = read;
  await tx
    .update(libraryNfoFiles)
    .set({
      hash: file.sha256,
      sizeBytes: file.sizeBytes,
      modifiedMs: file.mtimeMs,
      snapshot: entity,
      kept: file.document.kept[0] ?? null,
      readAt: new Date(),
    })
    .where(eq(libraryNfoFiles.id, record.id));
}
