import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/cn.ts";
import { TimeAgo } from "#components/time-ago.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ChangeValue } from "./change-value.tsx";

export type ShownChange = {
  changeId: number;
  label: string;
  /** Null for a first reading. */
  before: string | null;
  after: string;
  source: string;
  username: string | null;
  changedAt: Date;
  isUndone: boolean;
  isUndo: boolean;
};

/** One change: what was, what is, who did it, and the way back as `action` where there is one. */
export function ChangeRow({ change, action }: { change: ShownChange; action?: ReactNode }) {
  const { label, before, after, source, username, changedAt, isUndone, isUndo } = change;
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
            <ChangeValue text={before} className="text-3" />
            <ArrowRight aria-label="became" className="size-3 shrink-0 self-center text-3" />
            <ChangeValue text={after} className={isUndone ? "text-3" : "text-1"} />
          </div>
        )}
      </div>
      <p className="order-4 col-span-2 text-3 text-xs md:order-none md:col-span-1">
        {username ? `${username} · ` : `${source} · `}
        <TimeAgo at={changedAt} />
      </p>
      {action ?? <span />}
    </li>
  );
}
