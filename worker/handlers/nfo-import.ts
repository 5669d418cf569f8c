import type { Tx } from "#db/client.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { importOutsideChanges } from "#lib/publish/publish.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Takes over what somebody changed in published files, then has the item published as far as the run or the library goes. */
export const nfoImport: Handler<"nfo.import"> = async ({ db, payload, job, signal, assertOwned }) => {
  const unit: UnitRef =
    "movieId" in payload
      ? { entityType: "movie", entityId: payload.movieId }
      : { entityType: "series", entityId: payload.seriesId };
  const ids = "movieId" in payload ? { movieIds: [payload.movieId] } : { seriesIds: [payload.seriesId] };
  const follow = (tx: Tx) => publishSoon(tx, { ...ids, runId: job.runId });
  const done = await unlessGone(() => importOutsideChanges(db, { ...unit, signal, assertOwned, follow }));
  if (!done) return { skipped: "It is no longer in Metarr, or its file is missing." };
  const labels = (changes: typeof done.imported) => changes.map(({ label }) => label);
  return { imported: labels(done.imported), toDecide: labels(done.conflicts) };
};
