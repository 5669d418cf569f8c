import { isAppError } from "#lib/errors.ts";
import { isDiskWide } from "#lib/files/disk-error.ts";
import { type Published, publishUnit } from "#lib/publish/publish.ts";
import type { UnitRef } from "#lib/publish/vocabulary.ts";
import { isThere } from "./look-at-file.ts";
import { type Finding, noneWith, type Repair, type RepairContext, type Repaired } from "./repair-context.ts";

/** Publishes just what these findings are about, each film or series once. */
export const repairByPublishing: Repair = async (context, findings) => {
  const done: Repaired[] = [];
  for (const [unit, own] of byUnit(findings)) {
    context.signal?.throwIfAborted();
    done.push(...(await orProblem(own, async () => judge(await publishPart(context, unit, own), own))));
  }
  return done;
};

/** Findings by the film or series they belong to. */
export function byUnit(findings: readonly Finding[]): [UnitRef | undefined, Finding[]][] {
  const groups = Map.groupBy(findings, ({ entityType, entityId }) => `${entityType} ${entityId}`);
  return [...groups.values()].map((own) => {
    const { entityType = null, entityId = null } = own[0] ?? {};
    return [entityType === null || entityId === null ? undefined : { entityType, entityId }, own];
  });
}

/** One film or series that cannot be repaired costs only itself; trouble of the whole disk ends the job with one error (R9). */
export async function orProblem(findings: readonly Finding[], work: () => Promise<Repaired[]>): Promise<Repaired[]> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || isDiskWide(error) || error.code === "cancelled") throw error;
    return noneWith(findings, error.message);
  }
}

/** Publishes the steps that end at the findings' paths. Undefined: the film or series is not known any more. */
export async function publishPart(
  { db, jobId, signal, assertOwned, follow }: RepairContext,
  unit: UnitRef | undefined,
  findings: readonly Finding[],
): Promise<Published | undefined> {
  if (!unit) return undefined;
  const only = new Set(findings.flatMap(({ path, target }) => (target === null ? [path] : [path, target])));
  return publishUnit(db, { ...unit, only, jobId, signal, assertOwned, follow });
}

/** What a publish made of each finding. */
export async function judge(published: Published | undefined, findings: readonly Finding[]): Promise<Repaired[]> {
  if (!published) return noneWith(findings, "Its film or series is no longer in Metarr. Verify again.");
  const { plan } = published;
  const done: Repaired[] = [];
  for (const finding of findings) {
    const paths = [finding.path, finding.target];
    const problem = plan.problems.find(({ path }) => paths.includes(path))?.message;
    const conflict = plan.conflicts.find(({ path }) => paths.includes(path));
    if (problem !== undefined) done.push({ finding, problem });
    else if (conflict) done.push({ finding, problem: `It waits for your decision. ${conflict.reason}.` });
    else done.push({ finding, how: await describe(finding, plan) });
  }
  return done;
}

async function describe({ kind, path, target }: Finding, plan: Published["plan"]): Promise<string> {
  if (plan.rename.some((step) => step.path === target)) return "It has the right name now.";
  if (plan.write.some((step) => step.path === path)) {
    return plan.recycle.some((step) => step.path === path)
      ? "What Metarr keeps is back in its place. The other file is in the recycle bin."
      : "It was written again.";
  }
  if (plan.recycle.some((step) => step.path === path)) return "It is in the recycle bin.";
  if (kind === "file.changed") return "The change was taken over, or the file is no longer Metarr's.";
  return (await isThere(path)) ? "It is in order." : "Nothing of this name is wanted any more.";
}
