import type { PublishPlan } from "#lib/publish/vocabulary.ts";

/** What happens to a file: it is new, gets other content, another name, goes to the recycle bin, stays, or needs a person. */
export type Sign = "write" | "change" | "rename" | "recycle" | "conflict" | "keep";

export type PlanStep = {
  sign: Sign;
  path: string;
  /** The old name of a renamed file. */
  from: string | null;
  kind: string;
  reason: string;
  sizeBytes: number | null;
  cacheFileId: number | null;
  /** It waits for a person, so that no button applies it. */
  isOpen: boolean;
};

const order: readonly Sign[] = ["conflict", "recycle", "rename", "change", "write", "keep"];

/**
 * A plan as a person reads it: what needs them first, what stays last. A file that is replaced is a change; so is one
 * whose old content goes to the recycle bin under the same name. `open`: about which conflicts a person has to decide.
 */
export function stepsOf(plan: PublishPlan, { open }: { open?: ReadonlySet<string> } = {}): PlanStep[] {
  const recycled = new Set(plan.recycle.map(({ path }) => path));
  const plain = { from: null, sizeBytes: null, cacheFileId: null, isOpen: false };
  const steps: PlanStep[] = [
    ...plan.conflicts.map(({ path, kind, reason, resolution }) => ({
      ...plain,
      sign: "conflict" as const,
      path,
      kind,
      reason: `${reason}. ${open?.has(path) ? conflictWords.ask : conflictWords[resolution]}`,
      isOpen: open?.has(path) ?? false,
    })),
    ...plan.recycle.map(({ path, kind, reason }) => ({ ...plain, sign: "recycle" as const, path, kind, reason })),
    ...plan.rename.map((step) => ({ ...pick(step), sign: "rename" as const, from: step.from })),
    ...plan.write.map((step) => ({
      ...pick(step),
      sign: recycled.has(step.path) || step.reason === outOfDate ? ("change" as const) : ("write" as const),
      from: null,
    })),
    ...plan.keep.map((step) => ({ ...pick(step), sign: "keep" as const, from: null })),
  ];
  return steps.toSorted((a, b) => order.indexOf(a.sign) - order.indexOf(b.sign) || (a.path < b.path ? -1 : 1));
}

/** lib/publish/plan.ts says so of a file of ours that gets other content. */
const outOfDate = "What was published is out of date";

const conflictWords = {
  import: "Its changes are taken over before anything is written.",
  adopt: "It becomes the chosen picture before anything is written.",
  ask: "It stays as it is until somebody decides.",
} as const;

const pick = ({ path, kind, reason, sizeBytes, cacheFileId }: Omit<PlanStep, "sign" | "from" | "isOpen">) => ({
  path,
  kind,
  reason,
  sizeBytes,
  cacheFileId,
  isOpen: false,
});
