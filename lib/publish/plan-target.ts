import type { Db } from "#db/client.ts";
import { preparePublish } from "./prepare.ts";
import { getUnit } from "./publish.ts";
import { listPublishable } from "./publish-library.ts";
import { isPlanEmpty, type PublishPlan, type UnitRef } from "./vocabulary.ts";

/** What publishing one film or series would do. `lines` says it for people, one step a line. */
export type TargetPlan = ({ movieId: number } | { seriesId: number }) & {
  title: string;
  plan: PublishPlan;
  lines: string[];
};

/** The plans of a library or of one item, one after another, leaving out those with nothing to do. Nothing is written. */
export async function* planTarget(
  db: Db,
  target: { libraryId: number } | UnitRef,
): AsyncGenerator<TargetPlan, void, undefined> {
  const units = "libraryId" in target ? await listPublishable(db, target) : [target];
  for (const unit of units) {
    const { facts, plan } = await preparePublish(await getUnit(db, unit));
    if (isPlanEmpty(plan) && plan.conflicts.length === 0 && plan.problems.length === 0) continue;
    const { entityType, entityId } = unit;
    const item = entityType === "movie" ? { movieId: entityId } : { seriesId: entityId };
    yield { ...item, title: facts.title, plan, lines: describePlan(plan) };
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
