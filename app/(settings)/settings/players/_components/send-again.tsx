"use client";

import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { sendAgain } from "../actions.ts";

type SendAgainProps = { playerId: number; updateId: number | null; label: string; of?: string };

/** Sends one update again at once, or all of a player that wait or failed. */
export function SendAgain({ playerId, updateId, label, of }: SendAgainProps) {
  const [pending, startTransition] = useTransition();
  const send = () =>
    startTransition(async () => {
      const result = await answered(sendAgain({ playerId, updateId }));
      if (!result.ok) toastFailed("It was not sent again", { description: result.error.message });
      else
        toastDone(result.data.count === 1 ? "One change is sent again" : `${result.data.count} changes are sent again`);
    });
  return (
    <Button
      size={updateId === null ? "md" : "sm"}
      pending={pending}
      onClick={send}
      {...(of === undefined ? {} : { "aria-label": `${label}: ${of}` })}
    >
      {label}
    </Button>
  );
}
