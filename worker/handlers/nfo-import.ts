import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { importNfo } from "#lib/publish/publish.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Takes over what somebody changed in a published NFO, then has the film published as far as the run or the library goes. */
export const nfoImport: Handler<"nfo.import"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { movieId } = payload;
  const follow = (tx: Parameters<typeof publishSoon>[0]) => publishSoon(tx, { movieIds: [movieId], runId: job.runId });
  const done = await unlessGone(() => importNfo(db, { movieId, signal, assertOwned, follow }));
  if (!done) return { skipped: "The film is no longer in Metarr, or its file is missing." };
  const labels = (changes: typeof done.imported) => changes.map(({ label }) => label);
  return { imported: labels(done.imported), toDecide: labels(done.conflicts) };
};
