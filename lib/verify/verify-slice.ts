import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { verifyRuns } from "#db/schema/index.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { getLibrary } from "#lib/libraries/libraries.ts";
import { assertNotLost } from "./assert-not-lost.ts";
import { type Looked, newBudget, type SliceLimits, sliceLimits } from "./budget.ts";
import { confirmFindings } from "./confirm.ts";
import { behind, type Cursor, emptyReport, type VerifyContext } from "./context.ts";
import {
  closeCache,
  closeForgotten,
  closeReadable,
  closeUnseen,
  keepFindings,
  listForgotten,
  recordFindings,
} from "./record-findings.ts";
import { assertRootsAreThere, listGuardedRoots } from "./roots.ts";
import { scopeOf, type VerifyRun } from "./runs.ts";
import { kindsSeen, stages, stagesFrom } from "./stages.ts";

export type Slice = {
  /** Everything was looked at. */
  isOver: boolean;
  found: number;
  looked: Looked;
  /** 0 to 100, of the whole run. */
  percent: number;
};

type Params = {
  run: VerifyRun;
  limits?: SliceLimits;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  /** In the transaction that writes down what was found, such as asking for the next slice. */
  follow?: (tx: Tx, slice: Slice) => Promise<void>;
};

/**
 * Looks at the next piece of a library, and writes down what was found together with where the next one goes on: stopped at any
 * point, a slice is done again from its beginning, and nothing else. Throws `offline` when a disk of the library is away, and
 * `disk` when one file after the other cannot be read.
 */
export async function verifySlice(db: Db, { run, limits = sliceLimits, ...params }: Params): Promise<Slice> {
  const { signal, assertOwned, follow } = params;
  const library = await getLibrary(db, run.libraryId);
  const roots = await listGuardedRoots(db, library);
  await assertRootsAreThere(roots);
  const unit =
    run.entityType === null || run.entityId === null
      ? undefined
      : { entityType: run.entityType, entityId: run.entityId };
  const context: VerifyContext = {
    ...{ db, library, roots, unit, signal },
    ...emptyReport(),
    budget: newBudget(limits),
  };
  const next = await goOn(context, run);
  failpoint("verify.checked");
  await confirmFindings(context);
  // What was read last may be that of a disk that has just gone.
  await assertRootsAreThere(roots);
  const { looked } = context.budget;
  await assertNotLost({ db, found: context.found, run, roots });
  const isOver = next === null;
  const slice = { isOver, found: context.found.length, looked, percent: percentOf(run, looked, next) };
  const forgotten = isOver ? await listForgotten(db, { libraryId: library.id }) : [];
  await ownedTransaction(db, assertOwned, async (tx) => {
    await recordFindings(tx, { libraryId: library.id, runId: run.id, found: context.found });
    await keepFindings(tx, { units: context.unseen, runId: run.id });
    await closeCache(tx, context.goodCache);
    await closeReadable(tx, { libraryId: library.id, paths: context.readable });
    await closeForgotten(tx, forgotten);
    const kinds = kindsSeen({ isOfUnit: unit !== undefined });
    if (isOver) await closeUnseen(tx, { scope: scopeOf(run), run, kinds });
    const now = await databaseNow(tx);
    await tx
      .update(verifyRuns)
      .set({
        ...(next ? { stage: next.stage, ...next.cursor } : { status: "completed" as const, finishedAt: now }),
        ...countsOf(run, looked),
        found: addUp(run.found ?? {}, context.found),
        slices: run.slices + 1,
      })
      .where(eq(verifyRuns.id, run.id));
    await follow?.(tx, slice);
  });
  return slice;
}

type Place = { stage: string; cursor: Cursor };

/** Goes from stage to stage until the budget is spent. Null: all is done. */
async function goOn(context: VerifyContext, run: VerifyRun): Promise<Place | null> {
  const names = stagesFrom(run.stage, { isOfUnit: context.unit !== undefined });
  let cursor: Cursor = { afterId: run.afterId, offset: run.offset };
  for (const [index, name] of names.entries()) {
    const next = await stages[name].check(context, cursor);
    if (next !== null) return { stage: name, cursor: next };
    cursor = behind(0);
    const following = names[index + 1];
    if (following !== undefined && context.budget.isSpent()) return { stage: following, cursor };
  }
  return null;
}

const countsOf = (run: VerifyRun, looked: Looked) => ({
  itemsChecked: run.itemsChecked + looked.items,
  filesChecked: run.filesChecked + looked.files,
  cacheChecked: run.cacheChecked + looked.cache,
  mediaChecked: run.mediaChecked + looked.media,
  bytesRead: run.bytesRead + looked.bytes,
});

function addUp(before: Record<string, number>, found: VerifyContext["found"]): Record<string, number> {
  const all = { ...before };
  for (const { kind } of found) all[kind] = (all[kind] ?? 0) + 1;
  return all;
}

/** The items are most of the work; each of the stages after them counts the same. */
function percentOf(run: VerifyRun, looked: Looked, next: Place | null): number {
  if (next === null) return 100;
  if (next.stage === "units") return (70 * (run.itemsChecked + looked.items)) / Math.max(1, run.itemsTotal);
  const left = stagesFrom(next.stage, { isOfUnit: false }).length;
  const later = stagesFrom("units", { isOfUnit: false }).length - 1;
  return 70 + (30 * (later - left)) / later;
}
