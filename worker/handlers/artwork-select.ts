import type { Tx } from "#db/client.ts";
import { selectArtwork } from "#lib/artwork/select.ts";
import { AppError } from "#lib/errors.ts";
import { RetryLater } from "#lib/jobs/outcomes.ts";
import { publishFilmSoon } from "#lib/jobs/publish-soon.ts";
import { portraitsSoon } from "#lib/publish/portraits-soon.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Chooses and downloads a film's artwork, then has it published as far as the run or the library goes. */
export const artworkSelect: Handler<"artwork.select"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { movieId } = payload;
  const { jobId, runId, createdBy } = job;
  const also = async (tx: Tx) => {
    await publishFilmSoon(tx, { movieId, runId, createdBy });
    await portraitsSoon(tx, { cast: { movieId }, runId, createdBy });
  };
  const selection = await unlessGone(() => selectArtwork(db, { movieId, jobId, signal, assertOwned, also }));
  if (!selection) return { skipped: "The film is no longer in Metarr." };
  const { changed, downloaded, failures, incomplete } = selection;
  if (incomplete) {
    const { reason, delayMs } = incomplete;
    // What could be had is chosen; the rest is asked for again.
    if (delayMs !== null) throw new RetryLater({ delayMs, reason });
    throw new AppError("unavailable", `Some artwork is still missing. ${reason}`);
  }
  return { cached: downloaded, changed, passedOver: failures.slice(0, 20) };
};
