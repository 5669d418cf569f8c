"use client";

import { RotateCw } from "lucide-react";
import { useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { sendMessageAgain } from "../actions.ts";

/** Another try of a message that did not arrive. */
export function SendAgain({ messageId, title }: { messageId: number; title: string }) {
  const [pending, startTransition] = useTransition();
  const send = () =>
    startTransition(async () => {
      const result = await answered(sendMessageAgain({ messageId }));
      if (result.ok) toastDone("It is sent again");
      else toastFailed("It was not sent again", { description: result.error.message });
    });
  return (
    <Button
      size="sm"
      variant="ghost"
      className="ml-auto"
      pending={pending}
      onClick={send}
      aria-label={`Send again: ${title}`}
    >
      <RotateCw aria-hidden />
      Send again
    </Button>
  );
}
