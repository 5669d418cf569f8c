"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { OutsideDecision, UnitRef } from "#lib/publish/vocabulary.ts";
import { decideAboutFile } from "../../publish-actions.ts";
import { isSettled } from "./is-settled.ts";

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
  const router = useRouter();
  const [chosen, setChosen] = useState<OutsideDecision>();
  const [isPending, startTransition] = useTransition();
  function decide(decision: OutsideDecision) {
    setChosen(decision);
    startTransition(async () => {
      const result = await answered(decideAboutFile({ unit, path, decision }));
      if (!result.ok && isSettled(result.error)) {
        toastDone("There is nothing to decide any more", { description: result.error.message });
        if (onDecided) onDecided();
        else router.refresh();
        return;
      }
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
