import { publishUnit } from "#lib/publish/publish.ts";
import type { PublishPlan, UnitRef } from "#lib/publish/vocabulary.ts";
import type { Handler, JobContext } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";
import { tellOfPublished } from "../tell-players.ts";

/** Writes the NFO and artwork of one film into its folder. */
export const moviePublish: Handler<"movie.publish"> = ({ payload, ...context }) =>
  publishOne(context, { entityType: "movie", entityId: payload.movieId }, payload.only);

/** Writes the NFO files and artwork of a series, its seasons and episodes into their folders. */
export const seriesPublish: Handler<"series.publish"> = ({ payload, ...context }) =>
  publishOne(context, { entityType: "series", entityId: payload.seriesId }, payload.only);

type Context = Pick<JobContext<"movie.publish">, "db" | "job" | "signal" | "assertOwned">;

async function publishOne({ db, job, signal, assertOwned }: Context, unit: UnitRef, paths: string[] | undefined) {
  const only = paths && new Set(paths);
  const done = await unlessGone(() =>
    publishUnit(db, { ...unit, only, jobId: job.jobId, signal, assertOwned, follow: tellOfPublished }),
  );
  if (!done) return { skipped: "It is no longer in Metarr, or its file is missing." };
  const { plan, nfoWritten, artworkWritten, renamed, recycled, isChanged } = done;
  return {
    nfoWritten,
    artworkWritten,
    renamed,
    recycled,
    published: isChanged ? 1 : 0,
    conflicts: plan.conflicts.slice(0, 50),
    problems: [...plan.problems, ...(job.attempts > 1 ? [] : listIdle(plan, paths ?? []))].slice(0, 50),
  };
}

/** Chosen paths of which the plan has nothing. At a second attempt they may be what the first one did. */
function listIdle(plan: PublishPlan, paths: readonly string[]): PublishPlan["problems"] {
  const { write, rename, recycle, keep, conflicts, forget, problems } = plan;
  const known = new Set([write, rename, recycle, keep, conflicts, forget, problems].flat().map(({ path }) => path));
  return paths.filter((path) => !known.has(path)).map((path) => ({ path, message: "There was nothing to do here." }));
}
