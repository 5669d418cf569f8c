import type { Prepared } from "./prepare.ts";
import { limitPlan, type PublishPlan } from "./vocabulary.ts";

type Only = ReadonlySet<string>;

/** With those files alone, changed outside, that are at these paths: the others are not taken over. */
export function withChosenConflicts(prepared: Prepared, only: Only): Prepared {
  const conflicts = prepared.plan.conflicts.filter(({ path }) => only.has(path));
  return { ...prepared, plan: { ...prepared.plan, conflicts } };
}

/**
 * Only the steps that end at these paths. A file that was changed outside and left out waits for nobody, unless it did
 * before: the next publish settles it.
 */
export function takePart(prepared: Prepared, only: Only): Prepared {
  const whole = prepared.plan;
  const known = new Map(prepared.facts.conflicts.map(({ path, reason }) => [path, reason]));
  const conflicts = whole.conflicts.flatMap((each) => {
    if (each.resolution === "ask" || only.has(each.path)) return [each];
    const reason = known.get(each.path);
    return reason === undefined ? [] : [{ ...each, reason }];
  });
  const plan = { ...limitPlan(whole, only), conflicts };
  return { ...prepared, plan, isPart: countSteps(plan) < countSteps(whole) };
}

const countSteps = ({ write, rename, recycle, conflicts }: PublishPlan): number =>
  write.length + rename.length + recycle.length + conflicts.length;
