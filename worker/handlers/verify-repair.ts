import { isAppError, messageOf } from "#lib/errors.ts";
import { isDiskWide } from "#lib/files/disk-error.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { Permanent } from "#lib/jobs/outcomes.ts";
import { repairFindings } from "#lib/verify/repair.ts";
import { scopeOfJob } from "#lib/verify/vocabulary.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";
import { tellOfPublished } from "../tell-players.ts";

/** Repairs some of what verifying found, and asks for the next ones, so that what somebody publishes comes between. */
export const verifyRepair: Handler<"verify.repair"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { libraryId, movieId, seriesId, ...request } = payload;
  const { jobId, createdBy, runId } = job;
  const options = { jobId, userId: createdBy, runId, signal, assertOwned, follow: tellOfPublished };
  try {
    const done = await unlessGone(() =>
      repairFindings(
        db,
        { ...request, ...scopeOfJob({ libraryId, movieId, seriesId }) },
        {
          ...options,
          also: async (tx, { next }) => {
            if (next !== null) await enqueue(tx, "verify.repair", { ...payload, after: next }, { runId, createdBy });
          },
        },
      ),
    );
    if (!done) return { skipped: "The library is no longer in Metarr." };
    return { repaired: done.repaired, left: done.problems.length, problems: done.problems.slice(0, 50) };
  } catch (error) {
    // A disk that is away or refuses stays so until a person acts: trying soon cannot help (R9).
    if (isAppError(error, "offline") || isDiskWide(error)) throw new Permanent(messageOf(error), { cause: error });
    throw error;
  }
};
