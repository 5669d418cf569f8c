import { isAppError, messageOf } from "#lib/errors.ts";
import { Permanent } from "#lib/jobs/outcomes.ts";
import { getLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { sweepLeftovers } from "#lib/libraries/sweep-leftovers.ts";
import type { Handler } from "../handler.ts";
import { tellRoot } from "../notices.ts";
import { unlessGone } from "../provider-outcome.ts";
import { describeScanProgress, findExpectedFiles } from "./scan-progress.ts";

/** Scans tell of every folder, and progress is written once a second: more words than this are for nobody. */
const tellEveryMs = 200;

/** Lists a library: rows appear here, and what follows is asked for in the same transactions. */
export const libraryScan: Handler<"library.scan"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const library = await unlessGone(() => getLibrary(db, payload.libraryId));
  if (!library) return { skipped: "The library is no longer in Metarr." };
  const expectedFiles = await findExpectedFiles(db, payload.libraryId);
  const startedMs = performance.now();
  let toldMs = Number.NEGATIVE_INFINITY;
  const report = await orPermanent(() =>
    scanLibrary(db, {
      libraryId: payload.libraryId,
      full: payload.full,
      confirmed: payload.confirmed,
      jobId: job.jobId,
      runId: job.runId ?? undefined,
      signal,
      assertOwned,
      tellRoot: (tx, change) => tellRoot(tx, { libraryId: library.id, name: library.name, ...change }),
      onProgress: ({ filesSeen, foldersChanged }) => {
        const nowMs = performance.now();
        if (nowMs - toldMs < tellEveryMs) return;
        toldMs = nowMs;
        const passedMs = nowMs - startedMs;
        const { percent, note } = describeScanProgress({ filesSeen, foldersChanged, expectedFiles, passedMs });
        progress(percent, note);
      },
    }),
  );
  const { problems, leftovers, ...counts } = report;
  const swept = await sweepLeftovers(leftovers);
  return { ...counts, problems: [...problems, ...swept.problems].slice(0, 50) };
};

/** A folder that is offline stays so until a person acts or the schedule looks again: trying soon cannot help (R9). */
async function orPermanent<T>(scan: () => Promise<T>): Promise<T> {
  try {
    return await scan();
  } catch (error) {
    if (isAppError(error, "offline")) throw new Permanent(messageOf(error), { cause: error });
    throw error;
  }
}
