import { cn } from "#components/cn.ts";
import { Badge } from "#components/ui/badge.tsx";
import { artworkFacts, isMovieArtworkType } from "#lib/artwork/vocabulary.ts";
import { trailerKind, typeOfSetPicture } from "#lib/publish/vocabulary.ts";
import { formatBytes } from "../../../../_components/format.ts";
import type { PlanStep, Sign } from "./plan-steps.ts";

const signs = {
  conflict: { mark: "?", word: "Changed outside", tone: "text-warning" },
  recycle: { mark: "×", word: "Recycle bin", tone: "text-danger" },
  rename: { mark: ">", word: "Rename", tone: "text-accent" },
  change: { mark: "~", word: "Change", tone: "text-warning" },
  write: { mark: "+", word: "Write", tone: "text-positive" },
  keep: { mark: "=", word: "Keep", tone: "text-3" },
} as const satisfies Record<Sign, { mark: string; word: string; tone: string }>;

/** Every file of the plan with what happens to it, and why. */
export function PlanList({ steps }: { steps: readonly PlanStep[] }) {
  const changes = steps.filter(({ sign }) => sign !== "keep");
  const kept = steps.filter(({ sign }) => sign === "keep");
  return (
    <section aria-label="Plan" className="grid grid-cols-1 gap-3">
      {changes.length > 0 && <StepList label="Changes" steps={changes} />}
      {kept.length > 0 && (
        <details className="group rounded-lg" open={changes.length === 0}>
          <summary className="w-fit rounded-md py-1 text-2 text-sm hover:text-1 touch:py-3">
            {kept.length === 1 ? "1 file stays as it is" : `${kept.length} files stay as they are`}
          </summary>
          <div className="mt-2">
            <StepList label="Unchanged" steps={kept} />
          </div>
        </details>
      )}
    </section>
  );
}

function StepList({ label, steps }: { label: string; steps: readonly PlanStep[] }) {
  return (
    <ul aria-label={label} className="divide-y divide-border rounded-lg border border-border bg-surface-1">
      {steps.map((step) => (
        <StepLine key={`${step.sign} ${step.path}`} step={step} />
      ))}
    </ul>
  );
}

function StepLine({ step }: { step: PlanStep }) {
  const { sign, path, from, kind, reason, sizeBytes } = step;
  const { mark, word, tone } = signs[sign];
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 px-4 py-2.5 md:grid-cols-[1.25rem_7rem_minmax(0,1fr)_auto] md:items-baseline">
      <span aria-hidden className={cn("font-mono font-semibold", tone)}>
        {mark}
      </span>
      <span className={cn("font-medium text-sm", tone)}>{word}</span>
      <div className="min-w-0 max-md:col-start-2">
        <p title={path} className="break-all font-mono text-1 text-xs leading-5">
          {from !== null && <span className="text-3">{nameOf(from)} → </span>}
          {nameOf(path)}
        </p>
        <p className="text-3 text-xs">{reason}</p>
      </div>
      <span className="flex items-center gap-2 max-md:col-start-2 max-md:mt-1">
        {sizeBytes !== null && <span className="text-3 text-xs">{formatBytes(sizeBytes)}</span>}
        <Badge tone="outline">{labelOfKind(kind)}</Badge>
      </span>
    </li>
  );
}

const nameOf = (path: string) => path.split("/").at(-1) ?? path;

/** "NFO", "Trailer", or the type of a picture in words, such as "Poster of the set". */
export function labelOfKind(kind: string): string {
  if (kind === "nfo") return "NFO";
  if (kind === trailerKind) return "Trailer";
  const ofSet = typeOfSetPicture(kind);
  if (ofSet !== undefined) return `${labelOfKind(ofSet)} of the set`;
  return isMovieArtworkType(kind) ? artworkFacts[kind].label : kind;
}
