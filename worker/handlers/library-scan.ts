import { getLibrary } from "#lib/libraries/libraries.ts";
import { scanLibrary } from "#lib/libraries/scan-library.ts";
import { sweepLeftovers } from "#lib/libraries/sweep-leftovers.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Lists a library: rows appear here, and what follows is asked for in the same transactions. */
export const libraryScan: Handler<"library.scan"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const library = await unlessGone(() => getLibrary(db, payload.libraryId));
  if (!library) return { skipped: "The library is no longer in Metarr." };
  const startedMs = performance.now();
  const report = await scanLibrary(db, {
    libraryId: payload.libraryId,
    full: payload.full,
    confirmed: payload.confirmed,
    jobId: job.jobId,
    runId: job.runId ?? undefined,
    signal,
    assertOwned,
    onProgress: ({ filesSeen, foldersChanged }) => {
      const perSecond = Math.round((filesSeen * 1000) / Math.max(1, performance.now() - startedMs));
      progress(0, `${filesSeen} files, ${foldersChanged} folders changed, ${perSecond} files a second`);
    },
  });
  const { problems, leftovers, ...counts } = report;
  const swept = await sweepLeftovers(leftovers);
  return { ...counts, problems: [...problems, ...swept.problems].slice(0, 50) };
};
