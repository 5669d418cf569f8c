import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import type { FindingKind } from "#lib/verify/vocabulary.ts";
import { dismiss, repair } from "../actions.ts";

type Request = {
  libraryId: number | null;
  findingIds?: number[];
  kind?: FindingKind;
  /** How many that are, for saying it. */
  count: number;
};

/** Hands findings to the worker: these, else all of a kind, else all that is safe. Returns why not, in words. */
export async function askForRepair({ count, ...request }: Request): Promise<string | undefined> {
  const result = await answered(repair(request));
  if (!result.ok) return result.error.message;
  toastDone(count === 1 ? "The repair has begun" : `The repair of ${count.toLocaleString("en")} has begun`, {
    description: "What is replaced goes to the recycle bin. What cannot be repaired stays here and says why.",
  });
  return undefined;
}

/** The same, where no question was asked before. */
export async function repairThese(request: Request): Promise<void> {
  const problem = await askForRepair(request);
  if (problem !== undefined) toastFailed("Nothing was repaired", { description: problem });
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
