import { answered } from "#app/_components/answered.ts";
import { toastFailed } from "#components/toast.tsx";
import { undoLinked, undoSetChanges } from "../actions.ts";

/** For the Undo of a toast: films that were put into a set or taken out. */
export async function takeBackLinked(batch: string): Promise<void> {
  const result = await answered(undoLinked({ batch }));
  if (!result.ok) toastFailed("This was not taken back", { description: result.error.message });
}

/** For the Undo of a toast: changes of the set itself. */
export async function takeBackChanges(changeIds: number[]): Promise<boolean> {
  const result = await answered(undoSetChanges({ changeIds }));
  if (!result.ok) toastFailed("This was not taken back", { description: result.error.message });
  return result.ok;
}
