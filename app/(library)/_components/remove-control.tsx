"use client";

import { MoreHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type Removal, RemoveDialog, type RemoveDialogProps } from "./remove-dialog.tsx";

export type RemoveControlProps = Omit<RemoveDialogProps, "removal" | "onClose"> & {
  /** What is asked about. */
  removal: Removal;
  /** What the control says: "Remove series". */
  label: string;
  /** A menu, so that nobody presses it by the way; a button where removing is what is offered. */
  as?: "menu" | "button" | undefined;
};

/** Removes one thing from Metarr after a question. */
export function RemoveControl({ removal, label, as = "menu", ...props }: RemoveControlProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {as === "menu" ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton label="More actions" variant="secondary">
              <MoreHorizontal aria-hidden />
            </IconButton>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem tone="danger" onSelect={() => setOpen(true)}>
              <Trash2 aria-hidden />
              {label}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      ) : (
        <Button variant="danger-ghost" onClick={() => setOpen(true)}>
          <Trash2 aria-hidden />
          {label}
        </Button>
      )}
      <RemoveDialog {...props} removal={open ? removal : undefined} onClose={() => setOpen(false)} />
    </>
  );
}
