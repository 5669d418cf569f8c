import { selectSeriesArtwork } from "#lib/artwork/select-series.ts";
import { AppError } from "#lib/errors.ts";
import { ownedTransaction } from "#lib/jobs/lease.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { portraitsSoon } from "#lib/publish/portraits-soon.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Chooses and downloads the artwork of a series, its seasons and its episodes. */
export const seriesSelect: Handler<"series.select"> = async ({ db, payload, job, signal, progress, assertOwned }) => {
  const selection = await unlessGone(() =>
    selectSeriesArtwork(db, {
      seriesId: payload.seriesId,
      jobId: job.jobId,
      signal,
      assertOwned,
      onOwner: (done, total) => progress((100 * done) / total, `${done} of ${total}`),
    }),
  );
  if (!selection) return { skipped: "The series is no longer in Metarr." };
  const { changed, downloaded, failures, incomplete } = selection;
  if (incomplete) {
    const { reason, delayMs } = incomplete;
    // What could be had is chosen; the rest is asked for again.
    if (delayMs !== null) throw new RetryLater({ delayMs, reason });
    throw new AppError("unavailable", `Some artwork is still missing. ${reason}`);
  }
  const { seriesId } = payload;
  const follow = { runId: job.runId, createdBy: job.createdBy };
  await ownedTransaction(db, assertOwned, async (tx) => {
    await publishSoon(tx, { seriesIds: [seriesId], ...follow });
    await portraitsSoon(tx, { cast: { seriesId }, ...follow });
  });
  return { cached: downloaded, changed, passedOver: failures.slice(0, 20) };
};
