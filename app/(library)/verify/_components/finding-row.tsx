"use client";

import Link from "next/link";
import { CopyPath } from "#components/copy-path.tsx";
import { TimeAgo } from "#components/time-ago.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { kindFacts } from "#lib/verify/vocabulary.ts";
import type { ShownFinding } from "./shown-finding.ts";

export type FindingRowProps = {
  finding: ShownFinding;
  isOpen: boolean;
  isChosen: boolean;
  isPending: boolean;
  onChoose: (isChosen: boolean) => void;
  onRepair: () => void;
  onDismiss: () => void;
};

/** One finding: where, what, since when, why it was not repaired, and what can be done. */
export function FindingRow({ finding, isOpen, isChosen, isPending, onChoose, onRepair, onDismiss }: FindingRowProps) {
  const { path, title, href, detail, problem, foundAt, kind } = finding;
  const { verb } = kindFacts[kind];
  const name = path?.slice(path.lastIndexOf("/") + 1) ?? title ?? "this";
  return (
    <li
      className={`flex flex-wrap items-start gap-x-4 gap-y-2 border-border border-b px-4 py-2 last:border-b-0 ${isChosen ? "bg-accent-soft" : ""}`}
    >
      <Checkbox
        className="mt-1.5"
        aria-label={`Select ${name}`}
        checked={isChosen}
        onCheckedChange={(checked) => onChoose(checked === true)}
      />
      <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
        {path !== null && <CopyPath path={path} />}
        <p className="text-2 text-sm">
          {title !== null && (
            <>
              {href === null ? (
                title
              ) : (
                <Link href={href} className="rounded-sm text-accent underline underline-offset-4">
                  {title}
                </Link>
              )}
              {" · "}
            </>
          )}
          {detail}
        </p>
        {problem !== null && <p className="text-sm text-warning">{problem}</p>}
        <p className="text-3 text-xs">
          found <TimeAgo at={foundAt} />
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-2 max-sm:pl-6">
        <Button
          size="sm"
          variant="ghost"
          disabled={isPending}
          aria-label={`${isOpen ? "Dismiss" : "List again"}: ${name}`}
          onClick={onDismiss}
        >
          {isOpen ? "Dismiss" : "List again"}
        </Button>
        {verb !== null && isOpen && (
          <Button size="sm" disabled={isPending} aria-label={`${verb}: ${name}`} onClick={onRepair}>
            {verb}
          </Button>
        )}
      </div>
    </li>
  );
}
