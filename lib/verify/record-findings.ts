import { and, eq, inArray, isNull, ne, type SQL } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { verifyFindings } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import type { Found, VerifyScope } from "./vocabulary.ts";

/**
 * Writes down what was found: a finding that is known keeps its time and what a person said of it, one that was repaired before
 * is open again. `runId` null: seen by the check of the cache.
 */
export async function recordFindings(
  tx: Tx,
  { libraryId, runId, found }: { libraryId: number; runId: number | null; found: readonly Found[] },
): Promise<void> {
  const distinct = [...new Map(found.map((each) => [`${each.kind} ${each.path}`, each])).values()];
  if (distinct.length === 0) return;
  const known = await listKnown(tx, libraryId, [...new Set(distinct.map(({ path }) => path))]);
  const byKey = new Map(known.map((row) => [`${row.kind} ${row.path}`, row]));
  const now = await databaseNow(tx);
  const rows = distinct.map(({ target = null, ...each }) => ({ ...each, target, libraryId, runId }));
  const again = rows.flatMap((row) => {
    const before = byKey.get(`${row.kind} ${row.path}`);
    if (!before) return [];
    const isNew = before.repairedAt !== null;
    return [
      {
        id: before.id,
        runId,
        ...{ target: row.target, entityType: row.entityType, entityId: row.entityId, detail: row.detail },
        foundAt: isNew ? now : before.foundAt,
        dismissedAt: isNew ? null : before.dismissedAt,
        problem: isNew ? null : before.problem,
        repairedAt: null,
        repairedHow: null,
      },
    ];
  });
  await bulkUpdate(tx, verifyFindings, again);
  await bulkInsert(
    tx,
    verifyFindings,
    rows.filter((row) => !byKey.has(`${row.kind} ${row.path}`)).map((row) => ({ ...row, foundAt: now })),
    { onConflict: "ignore" },
  );
}

function listKnown(tx: Tx, libraryId: number, paths: readonly string[]) {
  return inChunks(paths, (some) =>
    tx
      .select()
      .from(verifyFindings)
      .where(and(eq(verifyFindings.libraryId, libraryId), inArray(verifyFindings.path, some))),
  );
}

/** What could not be looked at is as it was when it was last seen. */
export async function keepFindings(
  tx: Tx,
  { units, runId }: { units: readonly UnitRef[]; runId: number },
): Promise<void> {
  for (const [entityType, some] of Map.groupBy(units, (unit) => unit.entityType)) {
    const ids = some.map(({ entityId }) => entityId);
    await tx
      .update(verifyFindings)
      .set({ runId })
      .where(and(eq(verifyFindings.entityType, entityType), inArray(verifyFindings.entityId, ids)));
  }
}

const inOrder = "It is in order again.";

/** Ends what a run that is over did not see any more. */
export async function closeUnseen(tx: Tx, { scope, runId }: { scope: VerifyScope; runId: number }): Promise<void> {
  await close(tx, and(isOpenIn(scope), ne(verifyFindings.runId, runId)));
}

/** Files of the cache that were read and are right, in whatever library they were missed. */
export async function closeCache(tx: Tx, paths: readonly string[]): Promise<void> {
  const kinds = inArray(verifyFindings.kind, ["cache.missing", "cache.damaged"]);
  await inChunks(paths, async (some) => {
    await close(tx, and(kinds, isNull(verifyFindings.repairedAt), inArray(verifyFindings.path, some)));
    return [];
  });
}

async function close(tx: Tx, condition: SQL | undefined): Promise<void> {
  const repairedAt = await databaseNow(tx);
  await tx.update(verifyFindings).set({ repairedAt, repairedHow: inOrder, problem: null }).where(condition);
}

/** Findings of a library, or of one film or series, that are not repaired. */
export const isOpenIn = ({ libraryId, entityType, entityId }: VerifyScope): SQL | undefined =>
  and(
    eq(verifyFindings.libraryId, libraryId),
    entityType === undefined ? undefined : eq(verifyFindings.entityType, entityType),
    entityId === undefined ? undefined : eq(verifyFindings.entityId, entityId),
    isNull(verifyFindings.repairedAt),
  );
