"use client";

import { useOptimistic, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { SwitchField } from "#components/ui/field.tsx";
import { switchSystem } from "../actions.ts";
import type { Patterns } from "../queries.ts";

type Pattern = Patterns["system"][number];

/** The system's patterns, each with its switch. */
export function SystemPatterns({ patterns }: { patterns: readonly Pattern[] }) {
  return (
    <ul
      aria-label="Patterns of the system"
      className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3 touch:gap-y-0"
    >
      {patterns.map((pattern) => (
        <li key={pattern.pattern}>
          <SystemPattern pattern={pattern} />
        </li>
      ))}
    </ul>
  );
}

function SystemPattern({ pattern: { pattern, isEnabled, isFixed } }: { pattern: Pattern }) {
  const [isOn, setOn] = useOptimistic(isEnabled);
  const [, startTransition] = useTransition();

  const set = (next: boolean, isUndo = false) =>
    startTransition(async () => {
      setOn(next);
      const result = await answered(switchSystem({ pattern, isEnabled: next }));
      if (!result.ok) toastFailed("The pattern was not switched", { description: result.error.message });
      else if (!isUndo)
        toastDone(next ? `${pattern} is passed over again` : `${pattern} is no longer passed over`, {
          description: "From the next scan on.",
          onUndo: () => set(!next, true),
        });
    });

  return (
    <SwitchField
      label={<span className="font-mono">{pattern}</span>}
      hint={isFixed ? "Always on: Metarr writes it itself." : undefined}
      checked={isOn}
      disabled={isFixed}
      onChange={set}
    />
  );
}
