import { isAppError, messageOf } from "#lib/errors.ts";
import { Permanent, RetryLater } from "#lib/jobs/outcomes.ts";
import { getLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { endScanRequests, isScannedAlready, readScanRequests } from "#lib/libraries/scan-requests.ts";
import { sweepLeftovers } from "#lib/libraries/sweep-leftovers.ts";
import type { Handler } from "../handler.ts";
import { tellRoot } from "../notices.ts";
import { unlessGone } from "../provider-outcome.ts";
import { tellOfScan } from "../tell-players.ts";
import { describeScanProgress, findExpectedFiles } from "./scan-progress.ts";

/** Scans tell of every folder, and progress is written once a second: more words than this are for nobody. */
const tellEveryMs = 200;
/** How soon a scan asks again whether the one before it is done. */
const otherScanMs = 2_000;

/**
 * Lists a library, or what was asked for of it: rows appear here, and what follows is asked for in the same transactions.
 * What was asked for is done by either, so that what is told of replaced files is not lost between them.
 */
export const libraryScan: Handler<"library.scan"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const library = await unlessGone(() => getLibrary(db, payload.libraryId));
  if (!library) return { skipped: "The library is no longer in Metarr." };
  const asked = await readScanRequests(db, library.id);
  if (payload.requested) {
    if (asked.ids.length === 0) return { skipped: "A scan has looked at these folders already." };
    if (asked.waitMs > 0) throw new RetryLater({ delayMs: asked.waitMs, reason: "More of it may be told yet." });
  }
  if (await isScannedAlready(db, { libraryId: library.id, jobId: job.jobId }))
    throw new RetryLater({ delayMs: otherScanMs, reason: "Another scan of this library runs." });
  const expectedFiles = payload.requested ? undefined : await findExpectedFiles(db, library.id);
  const startedMs = performance.now();
  let toldMs = Number.NEGATIVE_INFINITY;
  const report = await orPermanent(() =>
    scanLibrary(db, {
      libraryId: payload.libraryId,
      full: payload.full,
      confirmed: payload.confirmed,
      paths: payload.requested ? asked.paths : undefined,
      replaced: asked.replaced,
      jobId: job.jobId,
      runId: job.runId ?? undefined,
      signal,
      assertOwned,
      tellRoot: (tx, change) => tellRoot(tx, { libraryId: library.id, name: library.name, ...change }),
      tellChanges: (tx, changes) => tellOfScan(tx, { libraryId: library.id, changes }),
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
  await endScanRequests(db, { libraryId: library.id, ids: asked.ids });
  const { problems, leftovers, paths: _paths, ...counts } = report;
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
