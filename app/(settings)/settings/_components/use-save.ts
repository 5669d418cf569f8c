"use client";

import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { fieldErrors } from "#app/_components/field-errors.ts";
import type { ActionError, ActionResult } from "#app/_server/action.ts";
import { toastDone } from "#components/toast.tsx";

type Saving = {
  save: () => Promise<ActionResult<{ changed: number }>>;
  /** What is said when something changed. */
  done: string;
  /** The fields that errors of the action may name. */
  fields: readonly string[];
};

/** A form of settings with a button: saves, says what came of it, and keeps what is wrong for its fields. */
export function useSave({ save, done, fields }: Saving) {
  const [error, setError] = useState<ActionError>();
  const [saving, startSaving] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startSaving(async () => {
      const result = await answered(save());
      setError(result.ok ? undefined : result.error);
      if (result.ok) toastDone(result.data.changed === 0 ? "Nothing had changed" : done);
    });
  }

  return { submit, saving, errors: fieldErrors(error, fields) };
}
