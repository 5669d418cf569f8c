"use client";

import { Eye, EyeOff, Trash2, X } from "lucide-react";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { recycleAll, setIgnored } from "./unknown-commands.ts";
import type { UnknownFile } from "./unknown-file.ts";

const barClasses =
  "fixed inset-x-2 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-30 mx-auto flex w-fit max-w-[calc(100vw-1rem)] flex-wrap items-center gap-2 rounded-xl border border-border bg-surface-1 p-2 shadow-float md:bottom-4 md:left-60";

type SelectionBarProps = { files: readonly UnknownFile[]; isAdmin: boolean; isIgnored: boolean; onClear: () => void };

/** What can be done with the chosen files, at the lower edge while any are chosen. */
export function SelectionBar({ files, isAdmin, isIgnored, onClear }: SelectionBarProps) {
  const [pending, startTransition] = useTransition();
  if (files.length === 0) return null;
  const free = files.filter((file) => file.assignedAs === null);
  const run = (work: () => Promise<void>) =>
    startTransition(async () => {
      await work();
      onClear();
    });
  return (
    <section aria-label="Chosen files" data-lower-bar className={barClasses}>
      <span role="status" className="shrink-0 px-2 font-medium text-1 text-sm">
        {files.length === 1 ? "1 file" : `${files.length.toLocaleString("en")} files`}
      </span>
      {free.length > 0 && (
        <Button pending={pending} onClick={() => run(() => setIgnored(free, !isIgnored))}>
          {isIgnored ? <Eye aria-hidden /> : <EyeOff aria-hidden />}
          {isIgnored ? "List again" : "Ignore"}
        </Button>
      )}
      {isAdmin && (
        <Button variant="danger-ghost" disabled={pending} onClick={() => run(() => recycleAll(files))}>
          <Trash2 aria-hidden />
          <span className="max-sm:hidden">Move to recycle bin</span>
          <span className="sm:hidden">Recycle</span>
        </Button>
      )}
      <IconButton label="Clear the selection" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
    </section>
  );
}
