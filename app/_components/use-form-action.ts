"use client";

import { type FormEvent, startTransition, useState, useTransition } from "react";
import type { ActionResult } from "#app/_server/action.ts";
import { answered } from "./answered.ts";

type FormAction<T> = (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;

/**
 * Sends a form to its action and keeps what is typed until that succeeds: React would empty it after any answer.
 * Spread `form` on the form.
 */
export function useFormAction<T>(action: FormAction<T>) {
  const [result, setResult] = useState<ActionResult<T> | null>(null);
  const [pending, startSending] = useTransition();

  async function send(sent: FormData): Promise<boolean> {
    const answer = await answered(action(result, sent));
    startTransition(() => setResult(answer));
    return answer.ok;
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    startSending(async () => {
      if (await send(new FormData(form))) form.reset();
    });
  }

  // The action is for the time before the page is awake: React holds the form back by it, so that no password gets into
  // the address. A form that is awake goes through onSubmit.
  const form = {
    action: async (sent: FormData) => {
      await send(sent);
    },
    onSubmit,
  };
  return { result, pending, form };
}
