"use client";

import { Trash2 } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { addPattern, dropPattern, switchPattern } from "../actions.ts";
import type { Patterns } from "../queries.ts";
import type { LibraryChoice } from "./pattern-fields.tsx";

type Pattern = Patterns["own"][number];
type OwnPatternsProps = { patterns: readonly Pattern[]; libraries: readonly LibraryChoice[] };

/** The patterns people added: on or off, where they count, and the way out. */
export function OwnPatterns({ patterns, libraries }: OwnPatternsProps) {
  if (patterns.length === 0)
    return <p className="text-2 text-sm">None yet. Add one for what no scan should look at.</p>;
  return (
    <ul aria-label="Your patterns" className="grid">
      {patterns.map((pattern) => (
        <PatternRow
          key={pattern.patternId}
          pattern={pattern}
          place={libraries.find(({ libraryId }) => libraryId === pattern.libraryId)?.name ?? "Every library"}
        />
      ))}
    </ul>
  );
}

function PatternRow({ pattern, place }: { pattern: Pattern; place: string }) {
  const [pending, startTransition] = useTransition();

  const setEnabled = (isEnabled: boolean) =>
    startTransition(async () => {
      const result = await answered(switchPattern({ patternId: pattern.patternId, isEnabled }));
      if (!result.ok) toastFailed("The pattern was not switched", { description: result.error.message });
    });

  const remove = () =>
    startTransition(async () => {
      const result = await answered(dropPattern({ patternId: pattern.patternId }));
      if (!result.ok) {
        toastFailed("The pattern was not removed", { description: result.error.message });
        return;
      }
      const rule = result.data;
      toastDone(`${rule.pattern} is removed`, {
        description: "The next scan reads what it hid.",
        onUndo: async () => {
          const back = await answered(addPattern(rule));
          if (!back.ok) toastFailed("The pattern did not come back", { description: back.error.message });
        },
      });
    });

  return (
    <li className="flex min-h-11 items-center gap-3 border-border border-b py-1 last:border-b-0">
      <Switch
        aria-label={`Pass over ${pattern.pattern}`}
        checked={pattern.isEnabled}
        disabled={pending}
        onCheckedChange={setEnabled}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
        <span className="break-all font-mono text-1 text-sm">{pattern.pattern}</span>
        <span className="text-3 text-sm">
          {pattern.kind === "exact" ? "name" : "pattern"} · {place}
        </span>
      </div>
      <IconButton label={`Remove ${pattern.pattern}`} onClick={remove} disabled={pending}>
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}
