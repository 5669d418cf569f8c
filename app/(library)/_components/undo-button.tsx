"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { cn } from "#components/cn.ts";
import { Button } from "#components/ui/button.tsx";
import type { DecisionTarget, UndoTarget } from "#lib/undo/target.ts";
import { UndoDialog } from "./undo-dialog.tsx";

type Props = {
  target: UndoTarget | DecisionTarget;
  /** What is taken back, for the title of the preview. */
  what: string;
  label?: string;
  variant?: "ghost" | "secondary";
};

/** Shows what taking something back would do, and does it on a press. */
export function UndoButton({ target, what, label = "Undo", variant = "ghost" }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={variant}
        size={variant === "ghost" ? "sm" : "md"}
        onClick={() => setOpen(true)}
        {...(label === "Undo" && { "aria-label": `Undo: ${what}` })}
      >
        <Undo2 aria-hidden />
        <span className={cn(variant === "ghost" && "max-md:sr-only")}>{label}</span>
      </Button>
      {open && <UndoDialog target={target} what={what} onClose={() => setOpen(false)} />}
    </>
  );
}
