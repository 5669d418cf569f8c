"use client";

import { Copy, Ellipsis, Eye, EyeOff, Wrench } from "lucide-react";
import Link from "next/link";
import { CopyPath } from "#components/copy-path.tsx";
import { copyText } from "#components/copy-text.ts";
import { TimeAgo } from "#components/time-ago.tsx";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
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
  const mayRepair = verb !== null && isOpen;
  const aside = isOpen ? "Dismiss" : "List again";
  const name = path?.slice(path.lastIndexOf("/") + 1) ?? title ?? "this";
  return (
    <li
      className={`flex items-start gap-x-3 border-border border-b px-4 py-2 last:border-b-0 ${isChosen ? "bg-accent-soft" : ""}`}
    >
      <Checkbox
        className="mt-1.5"
        aria-label={`Select ${name}`}
        checked={isChosen}
        onCheckedChange={(checked) => onChoose(checked === true)}
      />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-0.5">
        {path !== null && <CopyPath path={path} className="max-sm:[&_button]:hidden" />}
        <p className="wrap-anywhere text-2 text-sm">
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
          {detail}{" "}
          <span className="whitespace-nowrap text-3 text-xs">
            Found <TimeAgo at={foundAt} />
          </span>
        </p>
        {problem !== null && <p className="text-sm text-warning">{problem}</p>}
      </div>
      <div className="flex shrink-0 items-center gap-1 max-sm:hidden">
        <IconButton label={`${aside}: ${name}`} size="icon-sm" disabled={isPending} onClick={onDismiss}>
          {isOpen ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
        {mayRepair && (
          <Button size="sm" disabled={isPending} aria-label={`${verb}: ${name}`} onClick={onRepair}>
            {verb}
          </Button>
        )}
      </div>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`What to do with ${name}`} size="icon-sm" disabled={isPending} className="-mr-2 sm:hidden">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {mayRepair && (
            <DropdownMenuItem onSelect={onRepair}>
              <Wrench aria-hidden />
              {verb}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={onDismiss}>
            {isOpen ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
            {aside}
          </DropdownMenuItem>
          {path !== null && (
            <DropdownMenuItem onSelect={() => void copy(path)}>
              <Copy aria-hidden />
              Copy path
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
    </li>
  );
}

async function copy(path: string): Promise<void> {
  if (await copyText(path)) toastDone("The path is copied");
  else toastFailed("The browser did not allow copying");
}
