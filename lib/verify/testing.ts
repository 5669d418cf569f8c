import { and, asc, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs, verifyFindings, verifyRuns } from "#db/schema/index.ts";
import { getLibrary } from "#lib/libraries/libraries.ts";
import type { SliceLimits } from "./budget.ts";
import { findOpenRun, openRun, type VerifyRun } from "./runs.ts";
import { verifySlice } from "./verify-slice.ts";
import type { VerifyScope } from "./vocabulary.ts";

/** A run that is begun, as its first job does it. */
export async function begin(db: Db, scope: VerifyScope): Promise<VerifyRun> {
  const [job] = await db
    .insert(jobs)
    .values({ type: "library.verify", lane: "verify", status: "completed", payload: { libraryId: scope.libraryId } })
    .returning({ jobId: jobs.id });
  const library = await getLibrary(db, scope.libraryId);
  const run = await openRun(db, { library, scope, isRepairing: false, jobId: job?.jobId ?? 0 });
  if (!run) throw new Error("The library is being verified already.");
  return run;
}

/** Verifies a library to the end, slice by slice. Returns the run. */
export async function verify(db: Db, scope: VerifyScope, limits?: SliceLimits): Promise<VerifyRun> {
  const { id: runId, jobId } = await begin(db, scope);
  for (;;) {
    const run = await findOpenRun(db, { runId, jobId });
    if (!run) break;
    await verifySlice(db, { run, ...(limits ? { limits } : {}) });
  }
  const [run] = await db.select().from(verifyRuns).where(eq(verifyRuns.id, runId));
  if (!run) throw new Error("The run is gone.");
  return run;
}

/** The findings of a library that are not repaired, by kind and path. */
export const openFindings = (db: Db, libraryId: number) =>
  db
    .select()
    .from(verifyFindings)
    .where(and(eq(verifyFindings.libraryId, libraryId)))
    .orderBy(asc(verifyFindings.kind), asc(verifyFindings.path))
    .then((rows) => rows.filter(({ repairedAt }) => repairedAt === null));
