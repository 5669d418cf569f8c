import { History } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { EmptyState } from "#components/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChangeRow, type ShownChange } from "./change-row.tsx";

type ChangeListProps<Change> = {
  changes: readonly Change[];
  /** The page of the history. */
  href: string;
  /** Where this part of it begins; undefined for the newest. */
  from: number | undefined;
  /** Where the next part begins; null at the end. */
  nextBefore: number | null;
  /** The way back from a change. */
  action?: (change: Change) => ReactNode;
};

/** Where a part of the history begins, from its address. */
export function readBefore(before: string | string[] | undefined): number | undefined {
  return typeof before === "string" && /^\d{1,10}$/.test(before) ? Number(before) : undefined;
}

/** A part of the history of a film or series, newest first. */
export function ChangeList<Change extends ShownChange>({
  changes,
  href,
  from,
  nextBefore,
  action,
}: ChangeListProps<Change>) {
  if (changes.length === 0) {
    return (
      <EmptyState
        icon={<History />}
        title={from === undefined ? "Nothing has changed yet" : "There is nothing older"}
        description="Every change of a field stands here, with its source and the way back."
      />
    );
  }
  return (
    <div className="grid gap-4">
      <ul
        aria-label="Changes, newest first"
        className="divide-y divide-border rounded-lg border border-border bg-surface-1"
      >
        {changes.map((change) => (
          <ChangeRow key={change.changeId} change={change} action={action?.(change)} />
        ))}
      </ul>
      <div className="flex justify-center gap-2">
        {from !== undefined && (
          <Button asChild variant="ghost">
            <Link href={href}>Newest</Link>
          </Button>
        )}
        {nextBefore !== null && (
          <Button asChild>
            <Link href={`${href}?before=${nextBefore}`}>Older changes</Link>
          </Button>
        )}
      </div>
    </div>
  );
}
