import { publishMovie } from "#lib/publish/publish.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";

/** Writes the NFO and artwork of one film into its folder. */
export const moviePublish: Handler<"movie.publish"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { movieId } = payload;
  const done = await unlessGone(() => publishMovie(db, { movieId, jobId: job.jobId, signal, assertOwned }));
  if (!done) return { skipped: "The film is no longer in Metarr, or its file is missing." };
  const { plan, nfoWritten, artworkWritten, renamed, recycled, isChanged } = done;
  return {
    nfoWritten,
    artworkWritten,
    renamed,
    recycled,
    published: isChanged ? 1 : 0,
    conflicts: plan.conflicts,
    problems: plan.problems,
  };
};
