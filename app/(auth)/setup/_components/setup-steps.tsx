import { Check, Minus } from "lucide-react";
import Link from "next/link";
import { cn } from "#components/cn.ts";

/** The administrator is made once, so there is no way back to that step. */
const steps = [
  { name: "administrator", label: "Administrator", href: undefined },
  { name: "provider", label: "TMDB", href: "/setup/provider" },
  { name: "library", label: "Library", href: "/setup/library" },
] as const;
type Step = (typeof steps)[number];
type StepState = "done" | "skipped" | "current" | "ahead";

export type SetupStepsProps = { current: Step["name"]; skipped?: readonly Step["name"][] };

/** Where one is in the first set-up. What lies behind can be done again. */
export function SetupSteps({ current, skipped = [] }: SetupStepsProps) {
  const at = steps.findIndex(({ name }) => name === current);
  return (
    <ol aria-label="Steps of the set-up" className="mb-4 flex items-center gap-2">
      {steps.map((step, index) => (
        <li
          key={step.name}
          aria-current={index === at ? "step" : undefined}
          className={cn("flex items-center gap-2 text-sm", index > 0 && "flex-1")}
        >
          {index > 0 && <span aria-hidden className="h-px flex-1 bg-border-strong" />}
          <StepName step={step} number={index + 1} state={stateOf(index - at, skipped.includes(step.name))} />
        </li>
      ))}
    </ol>
  );
}

function stateOf(distance: number, isSkipped: boolean): StepState {
  if (distance === 0) return "current";
  if (distance > 0) return "ahead";
  return isSkipped ? "skipped" : "done";
}

function StepName({ step, number, state }: { step: Step; number: number; state: StepState }) {
  const isBehind = state === "done" || state === "skipped";
  const content = (
    <>
      <span
        aria-hidden
        className={cn(
          "grid size-6 shrink-0 place-items-center rounded-full border font-medium text-xs",
          state === "done" && "border-positive bg-positive-soft text-positive",
          state === "current" && "border-accent bg-accent text-on-fill",
          (state === "ahead" || state === "skipped") && "border-border-strong text-3",
        )}
      >
        <StepMark state={state} number={number} />
      </span>
      <span className={state === "current" ? "font-medium text-1" : "text-2 max-sm:sr-only"}>
        {step.label}
        {state === "done" && <span className="sr-only">, done</span>}
        {state === "skipped" && <span className="text-3">, skipped</span>}
      </span>
    </>
  );
  if (!isBehind || !step.href) return content;
  return (
    <Link href={step.href} className="flex items-center gap-2 rounded-md hover:underline touch:min-h-11 touch:min-w-11">
      {content}
    </Link>
  );
}

function StepMark({ state, number }: { state: StepState; number: number }) {
  if (state === "done") return <Check className="size-3.5" strokeWidth={3} />;
  if (state === "skipped") return <Minus className="size-3.5" strokeWidth={3} />;
  return number;
}
