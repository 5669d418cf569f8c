import type { Tx } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { isDiskWide } from "#lib/files/disk-error.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { describeError, JobAborted, Permanent } from "#lib/jobs/outcomes.ts";
import { getLibrary, type Library } from "#lib/libraries/libraries.ts";
import { notify } from "#lib/notifications/notify.ts";
import { countByKind } from "#lib/verify/list-findings.ts";
import { dropMissing, endRun, findOpenRun, nextSlice, openRun, type VerifyRun } from "#lib/verify/runs.ts";
import { type Slice, verifySlice } from "#lib/verify/verify-slice.ts";
import { kindFacts, scopeOfJob } from "#lib/verify/vocabulary.ts";
import type { Handler, JobContext } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

type Context = JobContext<"library.verify">;

/** Looks at one piece of a library and asks for the next one, so that nothing waits for the whole of it. */
export const libraryVerify: Handler<"library.verify"> = async (context) => {
  const { db, payload, signal, progress, assertOwned } = context;
  const library = await unlessGone(() => getLibrary(db, payload.libraryId));
  if (!library) return { skipped: "The library is no longer in Metarr." };
  const run = await findRun(context, library);
  if (!run) return { skipped: "The library is being verified already, by another job." };
  progress(percentBefore(run), "Comparing");
  try {
    const slice = await verifySlice(db, {
      run,
      signal,
      assertOwned,
      follow: (tx, done) => goOn(tx, { context, library, run, done }),
    });
    const { items, files, cache } = slice.looked;
    return { items, files, cache, found: slice.found, isOver: slice.isOver };
  } catch (error) {
    const end = endOf(error, context);
    if (end) {
      await transaction(db, async (tx) => {
        // A job that is in other hands by now says nothing about the run.
        await assertOwned(tx);
        if (isAppError(error, "offline")) await dropMissing(tx, { runId: run.id });
        await endRun(tx, { runId: run.id, ...end });
      });
    }
    // A disk that is away or refuses stays so until a person acts: trying soon cannot help (R9).
    if (isPermanent(error)) throw new Permanent(messageOf(error), { cause: error });
    throw error;
  } finally {
    progress(100);
  }
};

function findRun({ db, payload, job, assertOwned }: Context, library: Library): Promise<VerifyRun | undefined> {
  if (payload.verifyRunId !== undefined) return findOpenRun(db, { runId: payload.verifyRunId, jobId: job.jobId });
  const isRepairing = payload.repair === true;
  return openRun(db, { library, scope: scopeOfJob(payload), isRepairing, jobId: job.jobId, assertOwned });
}

const percentBefore = ({ itemsChecked, itemsTotal }: VerifyRun): number =>
  Math.min(99, (100 * itemsChecked) / Math.max(1, itemsTotal));

type Following = { context: Context; library: Library; run: VerifyRun; done: Slice };

/** The next slice, or the repair of what was found where the library, or who asked, wants that. */
async function goOn(tx: Tx, { context: { payload, job }, library, run, done }: Following): Promise<void> {
  const { libraryId, movieId, seriesId } = payload;
  const options = { runId: job.runId, createdBy: job.createdBy };
  if (!done.isOver) {
    const next = { libraryId, movieId, seriesId, verifyRunId: run.id };
    const jobId = await enqueue(tx, "library.verify", next, options);
    await nextSlice(tx, { runId: run.id, jobId });
    return;
  }
  await tellFindings(tx, { library, run });
  if (!run.isRepairing && !library.verifyRepair) return;
  await enqueue(tx, "verify.repair", { libraryId, movieId, seriesId, isAutomatic: !run.isRepairing }, options);
}

/** What this run found for the first time. */
async function tellFindings(tx: Tx, { library, run }: { library: Library; run: VerifyRun }): Promise<void> {
  const kinds = await countByKind(tx, { libraryId: library.id, foundSince: run.startedAt });
  const count = kinds.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return;
  await notify(tx, {
    event: "verify.findings",
    title: count === 1 ? `1 thing was found in ${library.name}` : `${count} things were found in ${library.name}`,
    body: kinds.map((each) => `${kindFacts[each.kind].label}: ${each.count}`).join("\n"),
    count,
    libraryId: library.id,
    link: `/verify?library=${library.id}`,
  });
}

const isPermanent = (error: unknown): boolean =>
  isAppError(error, "offline") || isAppError(error, "disk") || isDiskWide(error);

/** How the run ends by this. Undefined: it goes on, with the job's next attempt. */
function endOf(
  error: unknown,
  { signal, job }: Context,
): { status: "failed" | "cancelled"; error: string | null } | undefined {
  const { reason }: { reason: unknown } = signal;
  if (reason instanceof JobAborted) {
    return reason.abortCause === "cancelled" ? { status: "cancelled", error: null } : undefined;
  }
  if (isPermanent(error) || job.attempts >= job.maxAttempts) return { status: "failed", error: describeError(error) };
  return undefined;
}
