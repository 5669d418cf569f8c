import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { FindingKind } from "#lib/verify/vocabulary.ts";
import { dismiss, repair } from "../actions.ts";

/** Hands findings to the worker: these, else all of a kind, else all that is safe. */
export async function repairThese(request: {
  libraryId: number | null;
  findingIds?: number[];
  kind?: FindingKind;
}): Promise<void> {
  const result = await answered(repair(request));
  if (result.ok) {
    toastDone("The repair was asked for", {
      description: "What is replaced goes to the recycle bin. What cannot be repaired stays here and says why.",
    });
  } else toastFailed("Nothing was repaired", { description: result.error.message });
}

/** Puts findings aside, with a way back; or lists them again. */
export async function putAside(findingIds: number[], isDismissed: boolean): Promise<void> {
  const result = await answered(dismiss({ findingIds, isDismissed }));
  if (!result.ok) {
    toastFailed(isDismissed ? "Nothing was dismissed" : "Nothing was listed again", {
      description: result.error.message,
    });
    return;
  }
  const { findings } = result.data;
  const what = findings === 1 ? "1 finding" : `${findings.toLocaleString("en")} findings`;
  toastDone(isDismissed ? `${what} dismissed` : `${what} listed again`, {
    onUndo: () => void putAside(findingIds, !isDismissed),
  });
}
