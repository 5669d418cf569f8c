"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { cn } from "#components/cn.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { bytesInWords } from "#lib/in-words.ts";
import { isApplicable, useChosenSteps } from "./chosen-steps.tsx";
import type { ShownStep, StepGroup } from "./group-steps.ts";
import { splitBelow } from "./path-below.ts";
import type { Sign } from "./plan-steps.ts";

const signs = {
  conflict: { mark: "?", word: "Changed outside", counted: "changed outside", tone: "text-warning" },
  recycle: { mark: "×", word: "Recycle bin", counted: "to the bin", tone: "text-danger" },
  rename: { mark: ">", word: "Rename", counted: "renamed", tone: "text-accent" },
  change: { mark: "~", word: "Change", counted: "changed", tone: "text-warning" },
  write: { mark: "+", word: "Write", counted: "new", tone: "text-positive" },
  keep: { mark: "=", word: "Keep", counted: "kept", tone: "text-3" },
} as const satisfies Record<Sign, { mark: string; word: string; counted: string; tone: string }>;

/** A plan with more changes than this opens with its groups closed. */
const openUntil = 60;
/** More of a group come with a press each. */
const shownAtOnce = 100;

type Kept = { count: number; steps: readonly ShownStep[] };

/** Every file of the plan with what happens to it, and why. Changes can be taken out one by one or by group. */
export function PlanList({ groups, kept, folder }: { groups: readonly StepGroup[]; kept: Kept; folder: string }) {
  const changes = groups.reduce((sum, { steps }) => sum + steps.length, 0);
  const isOpen = changes <= openUntil;
  return (
    <section aria-label="Plan" className="grid grid-cols-1 gap-3">
      {groups.map((group) => (
        <Group key={group.key} group={group} folder={folder} isOpen={isOpen} isOnly={groups.length === 1} />
      ))}
      {kept.count > 0 && (
        <details className="group rounded-lg" open={changes === 0 && kept.count <= openUntil}>
          <summary className="w-fit rounded-md py-1 text-2 text-sm hover:text-1 touch:py-3">
            {kept.count === 1 ? "1 file stays as it is" : `${kept.count.toLocaleString("en")} files stay as they are`}
          </summary>
          <div className="mt-2">
            <StepList label="Unchanged" steps={kept.steps} folder={folder} />
            {kept.count > kept.steps.length && (
              <p className="mt-2 text-3 text-xs">
                {`The first ${kept.steps.length.toLocaleString("en")} of ${kept.count.toLocaleString("en")}.`}
              </p>
            )}
          </div>
        </details>
      )}
    </section>
  );
}

type GroupProps = { group: StepGroup; folder: string; isOpen: boolean; isOnly: boolean };

function Group({ group, folder, isOpen, isOnly }: GroupProps) {
  const { label, steps } = group;
  const [open, setOpen] = useState(isOpen || isOnly);
  const [shown, setShown] = useState(shownAtOnce);
  const { stateOf, choose } = useChosenSteps();
  const state = stateOf(steps);
  const left = steps.length - shown;
  return (
    <section aria-label={label} className="rounded-lg border border-border bg-surface-1">
      <div className={cn("flex min-h-11 items-center gap-3 px-4", open && "border-border border-b")}>
        {state !== undefined && (
          <Checkbox
            checked={state}
            onCheckedChange={(next) => choose(steps, next === true)}
            aria-label={isOnly ? "All changes" : `All changes of ${label}`}
          />
        )}
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-11 min-w-0 flex-1 items-center gap-x-3 text-left"
        >
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 py-1">
            <span className="font-medium text-1 text-sm">{label}</span>
            <Counts steps={steps} />
          </span>
          <ChevronDown
            aria-hidden
            className={cn("size-4 shrink-0 text-3 transition-transform", open && "rotate-180")}
          />
        </button>
      </div>
      {open && (
        <>
          <StepList
            label={isOnly ? "Changes" : `Changes of ${label}`}
            steps={steps.slice(0, shown)}
            folder={folder}
            canChoose
            bare
          />
          {left > 0 && (
            <p className="border-border border-t p-2">
              <Button variant="ghost" size="sm" onClick={() => setShown(shown + shownAtOnce)}>
                {`Show ${Math.min(left, shownAtOnce)} more of ${left.toLocaleString("en")}`}
              </Button>
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** "12 new, 3 changed". */
function Counts({ steps }: { steps: readonly ShownStep[] }) {
  const counts = Map.groupBy(steps, ({ sign }) => sign);
  return (
    <span className="flex flex-wrap gap-x-3 text-xs">
      {[...counts].map(([sign, some]) => (
        <span key={sign} className={signs[sign].tone}>
          <span aria-hidden className="font-mono">{`${signs[sign].mark} `}</span>
          {`${some.length.toLocaleString("en")} ${signs[sign].counted}`}
        </span>
      ))}
    </span>
  );
}

type StepListProps = {
  label: string;
  steps: readonly ShownStep[];
  folder: string;
  canChoose?: boolean;
  bare?: boolean;
};

function StepList({ label, steps, folder, canChoose = false, bare = false }: StepListProps) {
  return (
    <ul
      aria-label={label}
      className={cn("divide-y divide-border", !bare && "rounded-lg border border-border bg-surface-1")}
    >
      {steps.map((step) => (
        <StepLine key={`${step.sign} ${step.path}`} step={step} folder={folder} canChoose={canChoose} />
      ))}
    </ul>
  );
}

function StepLine({ step, folder, canChoose }: { step: ShownStep; folder: string; canChoose: boolean }) {
  const { sign, path, from, label, reason, sizeBytes } = step;
  const { mark, word, tone } = signs[sign];
  const { below, name } = splitBelow(folder, path);
  const old = splitBelow(folder, from ?? path);
  const { isChosen, choose } = useChosenSteps();
  const isTaken = !canChoose || !isApplicable(step) || isChosen(step);
  return (
    <li
      className={cn(
        "grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 px-4 py-2.5 md:grid-cols-[1.25rem_7rem_minmax(0,1fr)_auto] md:items-baseline",
        canChoose && "grid-cols-[1rem_1.25rem_minmax(0,1fr)] md:grid-cols-[1rem_1.25rem_7rem_minmax(0,1fr)_auto]",
      )}
    >
      {canChoose && (
        <span className="self-start pt-0.5">
          {isApplicable(step) && (
            <Checkbox
              checked={isChosen(step)}
              onCheckedChange={(next) => choose([step], next === true)}
              aria-label={`${word} ${below}${name}`}
            />
          )}
        </span>
      )}
      <span aria-hidden className={cn("text-center font-mono font-semibold", tone)}>
        {mark}
      </span>
      <span className={cn("font-medium text-sm", tone)}>{word}</span>
      <div className={cn("min-w-0", canChoose ? "max-md:col-start-3" : "max-md:col-start-2")}>
        <p title={path} className={cn("break-all font-mono text-xs leading-5", isTaken ? "text-1" : "text-3")}>
          {from !== null && <span className="text-3">{`${old.below === below ? "" : old.below}${old.name} → `}</span>}
          {below !== "" && <span className="text-3">{below}</span>}
          {name}
        </p>
        <p className="text-3 text-xs">{reason}</p>
      </div>
      <span
        className={cn("flex items-center gap-2 max-md:mt-1", canChoose ? "max-md:col-start-3" : "max-md:col-start-2")}
      >
        {sizeBytes !== null && <span className="text-3 text-xs">{bytesInWords(sizeBytes)}</span>}
        <Badge tone="outline">{label}</Badge>
      </span>
    </li>
  );
}
