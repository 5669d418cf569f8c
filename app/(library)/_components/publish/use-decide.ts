"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { OutsideDecision, UnitRef } from "#lib/publish/vocabulary.ts";
import { decideAboutFile } from "../../publish-actions.ts";

type Message = { title: string; description: string };
export type DecideOptions = {
  unit: UnitRef;
  path: string;
  /** What is said when it is done. */
  messages: Record<OutsideDecision, Message>;
  onDecided?: (() => void) | undefined;
};

/** Decides about a file that was changed outside. `pending` is the decision under way. */
export function useDecide({ unit, path, messages, onDecided }: DecideOptions) {
  const [chosen, setChosen] = useState<OutsideDecision>();
  const [isPending, startTransition] = useTransition();
  function decide(decision: OutsideDecision) {
    setChosen(decision);
    startTransition(async () => {
      const result = await answered(decideAboutFile({ unit, path, decision }));
      if (!result.ok) {
        toastFailed("Nothing was decided", { description: result.error.message });
        return;
      }
      const { title, description } = messages[decision];
      toastDone(title, { description });
      onDecided?.();
    });
  }
  return { decide, pending: isPending ? chosen : undefined };
}
