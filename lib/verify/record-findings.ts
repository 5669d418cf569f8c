import { and, asc, eq, gt, inArray, isNull, lt, lte, type SQL } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { verifyFindings } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import { listCacheOwners } from "./cache-owners.ts";
import type { FindingKind, Found, VerifyScope } from "./vocabulary.ts";

/**
 * Writes down what was found: a finding that is known keeps its time and what a person said of it, one that was repaired before
 * is open again. `runId` null: seen by the check of the cache. Of several runs at once the youngest has seen it.
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
        runId: youngest(before.runId, runId),
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

const youngest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

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
      .where(
        and(
          eq(verifyFindings.entityType, entityType),
          inArray(verifyFindings.entityId, ids),
          lt(verifyFindings.runId, runId),
        ),
      );
  }
}

type Over = { scope: VerifyScope; run: { id: number; startedAt: Date }; kinds: readonly FindingKind[] };

/** Ends what a run that is over did not see any more, of the kinds it looked for. What a younger run saw is left to that. */
export async function closeUnseen(tx: Tx, { scope, run, kinds }: Over): Promise<void> {
  await close(
    tx,
    and(
      isOpenIn(scope),
      inArray(verifyFindings.kind, [...kinds]),
      lt(verifyFindings.runId, run.id),
      // Found by another run that began before this one, after this one had looked there.
      lte(verifyFindings.foundAt, run.startedAt),
    ),
  );
}

const ofCache = inArray(verifyFindings.kind, ["cache.missing", "cache.damaged"]);

/** Files of the cache that were read and are right, in whatever library they were missed. */
export const closeCache = (tx: Tx, paths: readonly string[]): Promise<void> => closePaths(tx, { paths, of: ofCache });

/** Files and folders of a library that can be looked at again. */
export async function closeReadable(
  tx: Tx,
  { libraryId, paths }: { libraryId: number; paths: readonly string[] },
): Promise<void> {
  await closePaths(tx, {
    paths,
    of: and(eq(verifyFindings.libraryId, libraryId), eq(verifyFindings.kind, "file.unreadable")),
  });
}

/** Open findings are read a page at a time. */
const pageSize = 1000;

/** Files that were missed in the cache, and that nobody wants any more: a check will not come across them. */
export async function listForgotten(db: Db, { libraryId }: { libraryId?: number } = {}): Promise<string[]> {
  const forgotten: string[] = [];
  const { id, path } = verifyFindings;
  for (let after = 0; ; ) {
    const page = await db
      .select({ id, path })
      .from(verifyFindings)
      .where(
        and(
          gt(id, after),
          ofCache,
          isNull(verifyFindings.repairedAt),
          libraryId === undefined ? undefined : eq(verifyFindings.libraryId, libraryId),
        ),
      )
      .orderBy(asc(id))
      .limit(pageSize);
    const last = page.at(-1);
    if (!last) return forgotten;
    after = last.id;
    const owned = new Set(
      (
        await listCacheOwners(
          db,
          page.map((row) => row.path),
        )
      ).map((owner) => owner.path),
    );
    for (const row of page) if (!owned.has(row.path)) forgotten.push(row.path);
  }
}

export const closeForgotten = (tx: Tx, paths: readonly string[]): Promise<void> =>
  closePaths(tx, { paths, of: ofCache, how: "Nothing needs it any more." });

async function closePaths(
  tx: Tx,
  { paths, of, how }: { paths: readonly string[]; of: SQL | undefined; how?: string },
): Promise<void> {
  for (const some of chunksOf(paths)) {
    await close(tx, and(of, isNull(verifyFindings.repairedAt), inArray(verifyFindings.path, some)), how);
  }
}

async function close(tx: Tx, condition: SQL | undefined, how = "It is in order again."): Promise<void> {
  const repairedAt = await databaseNow(tx);
  await tx.update(verifyFindings).set({ repairedAt, repairedHow: how, problem: null }).where(condition);
}

/** Findings of a library, or of one film or series, that are not repaired. */
export const isOpenIn = ({ libraryId, entityType, entityId }: VerifyScope): SQL | undefined =>
  and(
    eq(verifyFindings.libraryId, libraryId),
    entityType === undefined ? undefined : eq(verifyFindings.entityType, entityType),
    entityId === undefined ? undefined : eq(verifyFindings.entityId, entityId),
    isNull(verifyFindings.repairedAt),
  );
