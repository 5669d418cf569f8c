import { rescoreLibrary } from "#lib/artwork/rescore.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Scores the pictures of a library anew after its settings changed, and has those chosen that come first now. */
export const artworkRescore: Handler<"artwork.rescore"> = async ({
  db,
  payload,
  job,
  signal,
  progress,
  assertOwned,
}) => {
  const done = await unlessGone(() =>
    rescoreLibrary(db, {
      ...payload,
      runId: job.runId,
      signal,
      assertOwned,
      onProgress: (count, of) => progress((100 * count) / Math.max(1, of), `${count} of ${of}`),
    }),
  );
  return done ?? { skipped: "The library is no longer in Metarr." };
};
