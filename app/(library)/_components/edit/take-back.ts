"use client";

import { answered } from "#app/_components/answered.ts";
import { toastFailed } from "#components/toast.tsx";
import type { EditActions } from "./edit-actions.ts";

/** What "Undo" of an edit does. */
export async function takeBack({ undo }: Pick<EditActions, "undo">, changeIds: readonly number[]): Promise<void> {
  const result = await answered(undo({ changeIds: [...changeIds] }));
  if (!result.ok) toastFailed("The edit was not taken back", { description: result.error.message });
}
