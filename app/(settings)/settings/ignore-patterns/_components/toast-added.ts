import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { dropPattern } from "../actions.ts";

/** Says that a pattern counts now, and offers to take it back. */
export function toastAdded({ patternId, pattern }: { patternId: number; pattern: string }): void {
  toastDone(`${pattern} is passed over`, {
    description: "From the next scan on.",
    onUndo: async () => {
      const result = await answered(dropPattern({ patternId }));
      if (!result.ok) toastFailed("The pattern was not taken back", { description: result.error.message });
    },
  });
}
