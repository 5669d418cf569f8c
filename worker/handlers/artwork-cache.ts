import { cacheCandidate } from "#lib/artwork/cache-candidate.ts";
import { Permanent } from "#lib/jobs/outcomes.ts";
import type { Handler } from "../handler.ts";
import { askProvider, unlessGone } from "../provider-outcome.ts";

/** Downloads the picture a person chose, or verifies the one they uploaded, and shows it. */
export const artworkCache: Handler<"artwork.cache"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { candidateId } = payload;
  const result = await unlessGone(() =>
    askProvider(() => cacheCandidate(db, { candidateId, runId: job.runId, signal, assertOwned })),
  );
  if (!result) return { skipped: "The picture is no longer offered." };
  if (result.failure !== null) throw new Permanent(result.failure);
  return { cached: 1 };
};
