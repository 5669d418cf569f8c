"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { EditableField } from "#lib/movies/vocabulary.ts";
import { setFieldLock } from "../actions.ts";
import type { EditForm, FormField } from "../queries.ts";

type Shown = Partial<Record<EditableField, boolean>>;

/** Locks that change at once and are taken back when the server refuses. */
export function useFieldLocks({ movieId }: EditForm) {
  const [shown, setShown] = useState<Shown>({});
  const [, startTransition] = useTransition();
  const settle = (field: EditableField) => setShown(({ [field]: _settled, ...others }) => others);

  function setLocked({ field, label }: Pick<FormField, "field" | "label">, locked: boolean, isUndo = false) {
    setShown((before) => ({ ...before, [field]: locked }));
    startTransition(async () => {
      const result = await answered(setFieldLock({ movieId, field, locked }));
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
