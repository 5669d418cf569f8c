"use client";

import { RotateCw } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { replay } from "../../actions.ts";

/** Reads an event again, as if it had just come. */
export function ReplayEvent({ eventId, isWaiting }: { eventId: number; isWaiting: boolean }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      pending={pending}
      disabled={isWaiting}
      onClick={() =>
        startTransition(async () => {
          const result = await answered(replay({ eventId }));
          if (result.ok) toastDone("It is read again");
          else toastFailed("It was not read again", { description: result.error.message });
        })
      }
    >
      <RotateCw aria-hidden />
      Read again
    </Button>
  );
}
