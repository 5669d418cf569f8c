import { selectTrailer } from "#lib/trailers/select-trailer.ts";
import type { Handler } from "../handler.ts";
import { askProvider, unlessGone } from "../provider-outcome.ts";

/** Finds the best trailer of a film or series, chooses it and has it downloaded. */
export const trailerSelect: Handler<"trailer.select"> = async ({ db, payload, job, signal, assertOwned, progress }) => {
  const { jobId, runId, createdBy } = job;
  const selection = await unlessGone(() =>
    askProvider(() =>
      selectTrailer(db, {
        ...payload,
        jobId,
        follow: { runId, createdBy },
        signal,
        assertOwned,
        onProgress: (examined) => progress(Math.min(90, examined * 10), `${examined} looked at`),
      }),
    ),
  );
  if (!selection) return { skipped: "It is no longer in Metarr." };
  const { notice, changed, examined, failures } = selection;
  if (notice !== null) return { skipped: notice };
  return { changed, examined, passedOver: failures.slice(0, 20) };
};
