"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** How a film or series stands by a plan that was just read from the disk. */
export type PlanState = "published" | "unpublished" | "outside";

type Said = { said: PlanState | undefined; say: (state: PlanState | undefined) => void };
const SaidContext = createContext<Said>({ said: undefined, say: () => {} });

/** Around a film or series and its tabs: what its plan finds on the disk counts for the mark above the tabs too. */
export function PlanSays({ children }: { children: ReactNode }) {
  const [said, say] = useState<PlanState>();
  const value = useMemo(() => ({ said, say }), [said]);
  return <SaidContext value={value}>{children}</SaidContext>;
}

/** What the plan on the page says; undefined where there is none. */
export const usePlanSays = (): PlanState | undefined => useContext(SaidContext).said;

/** In a plan: says how things stand as long as it is on the page. */
export function PlanTells({ state }: { state: PlanState }) {
  const { say } = useContext(SaidContext);
  useEffect(() => {
    say(state);
    return () => say(undefined);
  }, [say, state]);
  return null;
}
