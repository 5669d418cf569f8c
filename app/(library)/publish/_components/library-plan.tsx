"use client";

import { CircleCheck, FileOutput, RefreshCw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { ProgressLine } from "#components/progress-line.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { PlannedItem, UnitType } from "#lib/publish/vocabulary.ts";
import { countText } from "../../_components/texts.ts";
import { publishAll, publishChosen } from "../../publish-actions.ts";
import { addCounts, describeCounts, isToPublish } from "./plan-words.ts";
import { type PlanSource, usePlans } from "./use-plans.ts";

/** More come with a press each. */
const shownAtOnce = 100;
const none: ReadonlySet<number> = new Set();

type Props = { source: PlanSource; entityType: UnitType; total: number };

/** What publishing would do with many films or series, as it is found out, and the button that has it done. */
export function LibraryPlan({ source, entityType, total }: Props) {
  const plans = usePlans(source);
  const router = useRouter();
  const [left, setLeft] = useState(none);
  const [shown, setShown] = useState(shownAtOnce);
  const [pending, startTransition] = useTransition();
  const { items, looked, state, problem } = plans;
  const toPublish = items.filter(isToPublish);
  const chosen = toPublish.filter(({ entityId }) => !left.has(entityId));
  const isAll = left.size === 0 && "libraryId" in source;

  function apply() {
    startTransition(async () => {
      const result = isAll
        ? await answered(publishAll({ libraryId: source.libraryId }))
        : await answered(publishChosen({ entityType, entityIds: chosen.map(({ entityId }) => entityId) }));
      if (!result.ok) {
        toastFailed("Nothing was published", { description: result.error.message });
        return;
      }
      toastDone("Publishing has begun", { description: "What is replaced goes to the recycle bin." });
      router.push("jobId" in result.data ? `/activity/${result.data.jobId}` : "/activity");
    });
  }

  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <p role="status" className="min-w-0 flex-1 basis-64 text-2 text-sm">
          {summaryOf({ items, looked, entityType, isDone: state === "done" })}
        </p>
        {state !== "running" && (
          <Button onClick={plans.restart} className="max-md:flex-1">
            <RefreshCw aria-hidden />
            Compare again
          </Button>
        )}
        {toPublish.length > 0 && (
          <Button
            variant="primary"
            pending={pending}
            disabled={chosen.length === 0}
            onClick={apply}
            className="max-md:flex-1"
          >
            <FileOutput aria-hidden />
            {isAll ? "Apply all" : `Apply to ${countText(entityType, chosen.length)}`}
          </Button>
        )}
      </div>
      {state === "running" && (
        <ProgressLine
          label="Comparing with the disk"
          percent={(100 * looked) / Math.max(1, total)}
          note={`${looked.toLocaleString("en")} of ${countText(entityType, total)}`}
          action={
            <Button size="sm" onClick={plans.stop}>
              Stop
            </Button>
          }
        />
      )}
      {state === "stopped" && problem === null && (
        <p className="flex flex-wrap items-center gap-3 text-2 text-sm">
          {`Stopped after ${looked.toLocaleString("en")} of ${countText(entityType, total)}.`}
          <Button size="sm" onClick={plans.goOn}>
            Go on
          </Button>
        </p>
      )}
      {problem !== null && (
        <ErrorState
          layout="inline"
          title="The plan could not be made"
          description={problem}
          action={
            <Button size="sm" onClick={plans.goOn}>
              Try again
            </Button>
          }
        />
      )}
      {state === "done" && items.length === 0 && (
        <EmptyState
          className="py-8"
          icon={<CircleCheck />}
          title="Everything is published"
          description="The files in the folders are exactly what Metarr knows. There is nothing to write."
        />
      )}
      {items.length > 0 && (
        <Card>
          <ul aria-label="Plan" className="divide-y divide-border">
            {items.slice(0, shown).map((item) => (
              <ItemLine
                key={item.entityId}
                item={item}
                isChosen={!left.has(item.entityId)}
                onChoose={(isOn) => setLeft((now) => withItem(now, item.entityId, !isOn))}
              />
            ))}
          </ul>
        </Card>
      )}
      {items.length > shown && (
        <p className="flex justify-center">
          <Button onClick={() => setShown(shown + shownAtOnce)}>
            {`Show ${Math.min(shownAtOnce, items.length - shown)} more of ${(items.length - shown).toLocaleString("en")}`}
          </Button>
        </p>
      )}
    </div>
  );
}

function withItem(now: ReadonlySet<number>, entityId: number, isLeft: boolean): ReadonlySet<number> {
  const next = new Set(now);
  if (isLeft) next.add(entityId);
  else next.delete(entityId);
  return next;
}

type Summary = { items: readonly PlannedItem[]; looked: number; entityType: UnitType; isDone: boolean };

function summaryOf({ items, looked, entityType, isDone }: Summary): string {
  if (items.length === 0) return isDone ? `${countText(entityType, looked)} compared.` : "";
  const counts = describeCounts(addCounts(items));
  return `${countText(entityType, items.length)} with something to do${counts === "" ? "" : `: ${counts}`}.`;
}

type ItemLineProps = { item: PlannedItem; isChosen: boolean; onChoose: (isOn: boolean) => void };

function ItemLine({ item, isChosen, onChoose }: ItemLineProps) {
  const { entityType, entityId, title, problems, failure } = item;
  const name = title === "" ? `${entityType === "movie" ? "Film" : "Series"} ${entityId}` : title;
  const counts = describeCounts(item);
  return (
    <li className="grid min-h-11 grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2">
      {isToPublish(item) ? (
        <Checkbox checked={isChosen} onCheckedChange={(next) => onChoose(next === true)} aria-label={name} />
      ) : (
        <span />
      )}
      <span className="min-w-0">
        <span className="block truncate font-medium text-1 text-sm">{name}</span>
        {counts !== "" && <span className="block text-2 text-xs">{counts}</span>}
        {problems > 0 && (
          <span className="block text-warning text-xs">{problems === 1 ? "1 problem" : `${problems} problems`}</span>
        )}
        {failure !== null && <span className="block text-danger text-xs">{failure}</span>}
      </span>
      {title !== "" && (
        <Button asChild size="sm">
          <Link href={`/${entityType === "movie" ? "movies" : "series"}/${entityId}/publish`}>
            Plan<span className="sr-only">{` of ${name}`}</span>
          </Link>
        </Button>
      )}
    </li>
  );
}
