import { and, desc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { jobs, verifyFindings, verifyRuns } from "#db/schema/index.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import type { Library } from "#lib/libraries/libraries.ts";
import { stagesFrom } from "./stages.ts";
import { countUnits } from "./units.ts";
import type { VerifyScope } from "./vocabulary.ts";

export type VerifyRun = typeof verifyRuns.$inferSelect;

const isOfScope = ({ libraryId, entityType, entityId }: VerifyScope): SQL | undefined =>
  and(
    eq(verifyRuns.libraryId, libraryId),
    entityType === undefined ? isNull(verifyRuns.entityType) : eq(verifyRuns.entityType, entityType),
    entityId === undefined ? isNull(verifyRuns.entityId) : eq(verifyRuns.entityId, entityId),
  );

type Open = { library: Library; scope: VerifyScope; isRepairing: boolean; jobId: number };

/**
 * The run that a job works on: a new one, or one that was stopped, which goes on where it was. Undefined while another job works
 * on it.
 */
export async function openRun(
  db: Db,
  { library, scope, isRepairing, jobId, assertOwned }: Open & { assertOwned?: AssertOwned | undefined },
): Promise<VerifyRun | undefined> {
  const itemsTotal = scope.entityId === undefined ? await countUnits(db, library) : 1;
  return ownedTransaction(db, assertOwned, async (tx) => {
    const [begun] = await tx
      .select({ run: verifyRuns, jobStatus: jobs.status })
      .from(verifyRuns)
      .leftJoin(jobs, eq(jobs.id, verifyRuns.jobId))
      .where(and(isOfScope(scope), eq(verifyRuns.status, "running")))
      .orderBy(desc(verifyRuns.id))
      .limit(1);
    if (begun && begun.run.jobId !== jobId) {
      if (begun.jobStatus === "pending" || begun.jobStatus === "running") return undefined;
      if (begun.jobStatus === "cancelled") await endRun(tx, { runId: begun.run.id, status: "cancelled" });
    }
    if (begun && begun.jobStatus !== "cancelled") {
      const [run] = await tx
        .update(verifyRuns)
        .set({ jobId, isRepairing: begun.run.isRepairing || isRepairing })
        .where(eq(verifyRuns.id, begun.run.id))
        .returning();
      return run;
    }
    const { libraryId, entityType = null, entityId = null } = scope;
    const [stage = ""] = stagesFrom("", { isOfUnit: entityId !== null });
    const startedAt = await databaseNow(tx);
    const [run] = await tx
      .insert(verifyRuns)
      .values({ libraryId, entityType, entityId, jobId, stage, itemsTotal, isRepairing, startedAt })
      .returning();
    return run;
  });
}

/** The last look at a library, or at one film or series of it. */
export async function findLastRun(db: Db, scope: VerifyScope): Promise<VerifyRun | undefined> {
  const [run] = await db.select().from(verifyRuns).where(isOfScope(scope)).orderBy(desc(verifyRuns.id)).limit(1);
  return run;
}

/**
 * A run whose next slice is this job's. Undefined when it ended, or goes on in another job: one that was stopped after its slice
 * was written down, and before that was known, comes again while the next one is at work.
 */
export async function findOpenRun(
  db: Db,
  { runId, jobId }: { runId: number; jobId: number | null },
): Promise<VerifyRun | undefined> {
  const [run] = await db
    .select()
    .from(verifyRuns)
    .where(
      and(
        eq(verifyRuns.id, runId),
        eq(verifyRuns.status, "running"),
        jobId === null ? isNull(verifyRuns.jobId) : eq(verifyRuns.jobId, jobId),
      ),
    );
  return run;
}

export const scopeOf = ({ libraryId, entityType, entityId }: VerifyRun): VerifyScope => ({
  libraryId,
  ...(entityType === null ? {} : { entityType }),
  ...(entityId === null ? {} : { entityId }),
});

/** Ends a run before it is over. */
export async function endRun(
  tx: Tx,
  { runId, status, error = null }: { runId: number; status: "failed" | "cancelled"; error?: string | null },
): Promise<void> {
  const finishedAt = await databaseNow(tx);
  await tx
    .update(verifyRuns)
    .set({ status, error, finishedAt })
    .where(and(eq(verifyRuns.id, runId), eq(verifyRuns.status, "running")));
}

/** Takes back what a run called missing: its disk is away, so nothing can be told of it (R6). What a person put aside stays so. */
export async function dropMissing(tx: Tx, { runId }: { runId: number }): Promise<void> {
  await tx
    .delete(verifyFindings)
    .where(
      and(
        eq(verifyFindings.runId, runId),
        inArray(verifyFindings.kind, ["media.gone", "file.missing"]),
        isNull(verifyFindings.repairedAt),
        isNull(verifyFindings.dismissedAt),
      ),
    );
}

/** Which job works on the next slice. */
export async function nextSlice(tx: Tx, { runId, jobId }: { runId: number; jobId: number }): Promise<void> {
  await tx.update(verifyRuns).set({ jobId }).where(eq(verifyRuns.id, runId));
}
