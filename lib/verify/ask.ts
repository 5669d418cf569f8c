import { and, inArray, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { verifyFindings } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { enqueue, enqueueMany } from "#lib/jobs/enqueue.ts";
import { getLibrary, listLibraries } from "#lib/libraries/libraries.ts";
import type { FindingKind } from "./vocabulary.ts";

/** Asks the worker to verify a library. Returns the job. Throws not_found. */
export async function askToVerify(
  db: Db,
  { libraryId, userId }: { libraryId: number; userId: number },
): Promise<number> {
  await getLibrary(db, libraryId);
  return transaction(db, (tx) => enqueue(tx, "library.verify", { libraryId }, { createdBy: userId }));
}

/**
 * Asks the worker to repair findings: these, else all of a kind, else all that is safe; of one library or of every one. Returns
 * how many jobs that are.
 */
export async function askToRepair(
  db: Db,
  params: {
    libraryId: number | null;
    findingIds?: number[] | undefined;
    kind?: FindingKind | undefined;
    userId: number;
  },
): Promise<{ jobs: number }> {
  const { findingIds, kind, userId } = params;
  const kinds = kind === undefined ? {} : { kinds: [kind] };
  return transaction(db, async (tx) => {
    const wanted = findingIds
      ? await byLibrary(tx, findingIds)
      : (params.libraryId === null ? (await listLibraries(tx)).map(({ id }) => id) : [params.libraryId]).map(
          (libraryId) => ({ libraryId, ...kinds }),
        );
    await enqueueMany(tx, "verify.repair", wanted, { createdBy: userId });
    return { jobs: wanted.length };
  });
}

async function byLibrary(db: Db, findingIds: readonly number[]) {
  const rows = await db
    .select({ findingId: verifyFindings.id, libraryId: verifyFindings.libraryId })
    .from(verifyFindings)
    .where(and(inArray(verifyFindings.id, [...findingIds]), isNull(verifyFindings.repairedAt)));
  return [...Map.groupBy(rows, ({ libraryId }) => libraryId)].map(([libraryId, own]) => ({
    libraryId,
    findingIds: own.map(({ findingId }) => findingId),
  }));
}
