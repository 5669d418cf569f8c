import type { Db } from "#db/client.ts";
import { planMovie } from "./publish.ts";
import { listPublishable } from "./publish-library.ts";
import { isPlanEmpty, type PublishPlan } from "./vocabulary.ts";

/** What publishing one film would do. `lines` says it for people, one step a line. */
export type TargetPlan = { movieId: number; plan: PublishPlan; lines: string[] };

/** The plans of a library or a film, one after another, leaving out films with nothing to do. Nothing is written. */
export async function* planTarget(
  db: Db,
  target: { libraryId: number } | { movieId: number },
): AsyncGenerator<TargetPlan, void, undefined> {
  const movieIds = "movieId" in target ? [target.movieId] : await listPublishable(db, target);
  for (const movieId of movieIds) {
    const { plan } = await planMovie(db, { movieId });
    if (isPlanEmpty(plan) && plan.conflicts.length === 0 && plan.problems.length === 0) continue;
    yield { movieId, plan, lines: describePlan(plan) };
  }
}

function describePlan(plan: PublishPlan): string[] {
  return [
    ...plan.write.map((step) => `+ ${step.path}  ${step.reason}`),
    ...plan.rename.map((step) => `> ${step.path}  from ${step.from}`),
    ...plan.recycle.map((step) => `x ${step.path}  ${step.reason}`),
    ...plan.conflicts.map((step) => `! ${step.path}  ${step.reason}`),
    ...plan.problems.map((problem) => `! ${problem.path}  ${problem.message}`),
  ];
}
