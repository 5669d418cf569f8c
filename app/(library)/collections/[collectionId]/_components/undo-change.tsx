"use client";

import { Undo2 } from "lucide-react";
import { useTransition } from "react";
import { toastDone } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { takeBackChanges } from "./take-back.ts";

/** Takes one change of the set back. */
export function UndoChange({ change: { changeId, label } }: { change: { changeId: number; label: string } }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      variant="ghost"
      size="sm"
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          if (await takeBackChanges([changeId])) toastDone("This was taken back");
        })
      }
      aria-label={`Undo this change: ${label}`}
      className="justify-self-end"
    >
      <Undo2 aria-hidden />
      Undo
    </Button>
  );
}
