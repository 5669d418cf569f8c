import { Permanent } from "#lib/jobs/outcomes.ts";
import { downloadTrailer } from "#lib/trailers/download-trailer.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";
import { unlessWithoutYtdlp } from "../without-ytdlp.ts";

/** Downloads a chosen trailer, keeps it and has it published. */
export const trailerDownload: Handler<"trailer.download"> = async (context) => {
  const { db, payload, job, signal, assertOwned, progress } = context;
  const { runId, createdBy } = job;
  const done = await unlessGone(() =>
    unlessWithoutYtdlp(() =>
      downloadTrailer(db, {
        candidateId: payload.candidateId,
        follow: { runId, createdBy },
        signal,
        assertOwned,
        onProgress: progress,
      }),
    ),
  );
  if (!done) return { skipped: "The trailer is no longer offered." };
  if ("notice" in done) return { skipped: done.notice };
  const { failure, isOwnChoice, cached } = done;
  if (failure && isOwnChoice) throw new Permanent(failure.message);
  return { cached: cached ? 1 : 0, ...(failure && { passedOver: [failure.message] }) };
};
