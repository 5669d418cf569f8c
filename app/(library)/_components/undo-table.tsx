import { ArrowRight, Lock, LockOpen } from "lucide-react";
import { cn } from "#components/cn.ts";
import type { ShownPlan } from "../undo/shown-plan.ts";

const head = "h-9 px-3 text-left font-medium text-3 text-xs";
const cell = "min-w-0 break-words px-3 align-top max-md:block md:py-2";

/** Item, field, what it is now and what it becomes; what stays says why. One under the other on phones. */
export function UndoTable({ lines }: { lines: ShownPlan["lines"] }) {
  return (
    // Reached by keyboard, so that a long list can be scrolled with it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached
    <section aria-label="Changes" tabIndex={0} className="rounded-lg border border-border">
      <table aria-label="What changes" className="w-full table-fixed border-collapse text-sm max-md:block">
        <thead className="max-md:sr-only">
          <tr className="border-border border-b">
            <th scope="col" className={cn(head, "w-1/5")}>
              Item
            </th>
            <th scope="col" className={cn(head, "w-1/6")}>
              Field
            </th>
            <th scope="col" className={head}>
              Now
            </th>
            <th scope="col" className={head}>
              Becomes
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {lines.map((line) => (
            <Line key={line.key} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line: { item, label, now, becomes, reason, locks, opens } }: { line: ShownPlan["lines"][number] }) {
  return (
    <tr className="border-border border-b last:border-0 max-md:block max-md:py-2">
      <td className={cn(cell, "text-2 max-md:text-xs")}>{item}</td>
      <td className={cn(cell, "text-1 max-md:font-medium")}>{label}</td>
      <td className={cn(cell, "text-3", now === "empty" && "italic")}>
        <span className="line-clamp-3">{now}</span>
      </td>
      {becomes === null ? (
        <td className={cn(cell, "text-warning")}>Stays. {reason}</td>
      ) : (
        <td className={cell}>
          <span className="flex items-start gap-2">
            <ArrowRight aria-hidden className="mt-1 size-3 shrink-0 text-3 md:hidden" />
            <span className={cn("line-clamp-3 min-w-0", becomes === "empty" ? "text-3 italic" : "text-1")}>
              {becomes}
            </span>
            {opens && <LockOpen aria-label="and is open again" className="mt-0.5 size-3.5 shrink-0 text-3" />}
            {locks && <Lock aria-label="and is locked" className="mt-0.5 size-3.5 shrink-0 text-lock" />}
          </span>
        </td>
      )}
    </tr>
  );
}
