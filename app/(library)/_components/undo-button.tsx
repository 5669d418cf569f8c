"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { cn } from "#components/cn.ts";
import { Button } from "#components/ui/button.tsx";
import type { DecisionTarget, RedoTarget, UndoTarget } from "#lib/undo/target.ts";
import { UndoDialog } from "./undo-dialog.tsx";

type Props = {
  target: UndoTarget | RedoTarget | DecisionTarget;
  /** What is taken back or brought back, for the title of the preview. */
  what: string;
  label?: string;
  variant?: "ghost" | "secondary";
};

/** Shows what taking something back, or bringing it back, would do, and does it on a press. */
export function UndoButton({ target, what, label = "redoOf" in target ? "Redo" : "Undo", variant = "ghost" }: Props) {
  const Icon = "redoOf" in target ? Redo2 : Undo2;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={variant}
        size={variant === "ghost" ? "sm" : "md"}
        onClick={() => setOpen(true)}
        {...(variant === "ghost" && { "aria-label": `${label}: ${what}` })}
      >
        <Icon aria-hidden />
        <span className={cn(variant === "ghost" && "max-md:sr-only")}>{label}</span>
      </Button>
      {open && <UndoDialog target={target} what={what} onClose={() => setOpen(false)} />}
    </>
  );
}
