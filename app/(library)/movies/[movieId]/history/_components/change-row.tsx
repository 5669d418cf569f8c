"use client";

import { ArrowRight, Undo2 } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { cn } from "#components/cn.ts";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { undoEdits } from "../actions.ts";
import type { Change } from "../queries.ts";

/** One change: what was, what is, who did it, and the way back. */
export function ChangeRow({ change }: { change: Change }) {
  const { label, before, after, source, username, changedAt, isUndone, isUndo, mayUndo } = change;
  return (
    <li className="grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2 md:grid-cols-[9rem_minmax(0,1fr)_11rem_5.5rem]">
      <p className="flex flex-wrap items-center gap-2 font-medium text-1 text-sm">
        {label}
        {isUndone && <Badge>Taken back</Badge>}
        {isUndo && <Badge tone="accent">Undo</Badge>}
      </p>
      <div
        className={cn(
          "order-3 col-span-2 min-w-0 text-sm md:order-none md:col-span-1",
          isUndone && "text-3 line-through decoration-text-3",
        )}
      >
        {before === null ? (
          <p className="text-2">{after}</p>
        ) : (
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Value text={before} className="text-3" />
            <ArrowRight aria-label="became" className="size-3 shrink-0 self-center text-3" />
            <Value text={after} className={isUndone ? "text-3" : "text-1"} />
          </div>
        )}
      </div>
      <p className="order-4 col-span-2 text-3 text-xs md:order-none md:col-span-1">
        {username ? `${username} · ` : `${source} · `}
        <TimeAgo at={changedAt} />
      </p>
      {mayUndo ? <UndoButton change={change} /> : <span />}
    </li>
  );
}

const longFrom = 160;

/** Long texts open on a press. */
function Value({ text, className }: { text: string; className: string }) {
  if (text === "empty" || text === "none") return <span className={cn("italic", className)}>{text}</span>;
  if (text.length <= longFrom) return <span className={cn("min-w-0 break-words", className)}>{text}</span>;
  return (
    <details className={cn("min-w-0 max-w-prose", className)}>
      <summary className="list-none">
        <span className="line-clamp-2">{text}</span>
        <span className="text-accent text-xs">Show all</span>
      </summary>
      <p className="mt-1 whitespace-pre-line">{text}</p>
    </details>
  );
}

function UndoButton({ change }: { change: Change }) {
  const [pending, startTransition] = useTransition();
  const { changeId, label } = change;

  function undo() {
    startTransition(async () => {
      const result = await answered(undoEdits({ changeIds: [changeId] }));
      if (result.ok) toastDone(`${label} is as it was before`);
      else toastFailed(`${label} was not taken back`, { description: result.error.message });
    });
  }

  return (
    <Button
      variant="ghost"
      size="sm"
      pending={pending}
      onClick={undo}
      aria-label={`Undo this change of ${label}`}
      className="justify-self-end"
    >
      <Undo2 aria-hidden />
      Undo
    </Button>
  );
}
