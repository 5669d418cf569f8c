"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { EditActions, FormField } from "./edit-actions.ts";

/** Locks that change at once and are taken back when the server refuses. */
export function useFieldLocks({ setLock }: Pick<EditActions, "setLock">) {
  const [shown, setShown] = useState<Readonly<Record<string, boolean>>>({});
  const [, startTransition] = useTransition();
  const settle = (field: string) => setShown(({ [field]: _settled, ...others }) => others);

  function setLocked({ field, label }: Pick<FormField, "field" | "label">, locked: boolean, isUndo = false) {
    setShown((before) => ({ ...before, [field]: locked }));
    startTransition(async () => {
      const result = await answered(setLock({ field, locked }));
      settle(field);
      if (!result.ok) {
        toastFailed(`${label} was not ${locked ? "locked" : "unlocked"}`, { description: result.error.message });
        return;
      }
      if (isUndo) return;
      toastDone(locked ? `${label} is locked` : `${label} is unlocked`, {
        onUndo: () => setLocked({ field, label }, !locked, true),
      });
    });
  }

  return { isLocked: ({ field, locked }: FormField) => shown[field] ?? locked, setLocked };
}
