"use client";

import { Undo2 } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { undoEdits } from "../actions.ts";

/** Takes one change back. */
export function UndoButton({ change }: { change: { changeId: number; label: string } }) {
  const [pending, startTransition] = useTransition();
  const { changeId, label } = change;

  function undo() {
    startTransition(async () => {
      const result = await answered(undoEdits({ changeIds: [changeId] }));
      if (result.ok) toastDone(`${label} is as it was before`);
      else toastFailed(`${label} was not taken back`, { description: result.error.message });
    });
  }

  return (
    <Button
      variant="ghost"
      size="sm"
      pending={pending}
      onClick={undo}
      aria-label={`Undo this change of ${label}`}
      className="justify-self-end"
    >
      <Undo2 aria-hidden />
      Undo
    </Button>
  );
}
