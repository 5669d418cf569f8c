"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { ShownStep, StepGroup } from "./group-steps.ts";

type Chosen = {
  /** Steps that can be applied, all and chosen. */
  total: number;
  count: number;
  isChosen: (step: ShownStep) => boolean;
  /** What of these is chosen; undefined when none of them can be. */
  stateOf: (steps: readonly ShownStep[]) => boolean | "indeterminate" | undefined;
  choose: (steps: readonly ShownStep[], isOn: boolean) => void;
  /** The paths to apply; undefined for all. */
  only: string[] | undefined;
  /** All are chosen again. */
  reset: () => void;
};

const ChosenContext = createContext<Chosen | undefined>(undefined);

const none: ReadonlySet<string> = new Set();

/** Which steps of a plan are to be applied: all until somebody takes one out. */
export function ChosenSteps({ groups, children }: { groups: readonly StepGroup[]; children: ReactNode }) {
  const [left, setLeft] = useState(none);
  const chosen = useMemo((): Chosen => {
    const steps = groups.flatMap((group) => group.steps).filter(isApplicable);
    const isChosen = (step: ShownStep) => !left.has(step.path);
    const taken = steps.filter(isChosen);
    return {
      total: steps.length,
      count: taken.length,
      isChosen,
      stateOf: (some) => stateOf(some.filter(isApplicable), isChosen),
      choose: (some, isOn) => setLeft((now) => withSteps(now, some.filter(isApplicable), isOn)),
      only: taken.length === steps.length ? undefined : [...new Set(taken.map(({ path }) => path))],
      reset: () => setLeft(none),
    };
  }, [groups, left]);
  return <ChosenContext value={chosen}>{children}</ChosenContext>;
}

export function useChosenSteps(): Chosen {
  const chosen = useContext(ChosenContext);
  if (!chosen) throw new Error("useChosenSteps needs ChosenSteps around it.");
  return chosen;
}

/** What waits for a person is applied by no button. */
export const isApplicable = ({ isOpen }: ShownStep): boolean => !isOpen;

function stateOf(
  steps: readonly ShownStep[],
  isChosen: (step: ShownStep) => boolean,
): boolean | "indeterminate" | undefined {
  if (steps.length === 0) return undefined;
  const count = steps.filter(isChosen).length;
  return count === 0 ? false : count === steps.length ? true : "indeterminate";
}

/** Two steps at one path, such as a file that goes and the one that comes in its place, go together. */
function withSteps(left: ReadonlySet<string>, steps: readonly ShownStep[], isOn: boolean): ReadonlySet<string> {
  const next = new Set(left);
  for (const { path } of steps) {
    if (isOn) next.delete(path);
    else next.add(path);
  }
  return next;
}
