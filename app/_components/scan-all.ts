import { answered } from "#app/_components/answered.ts";
import { scanLibraries } from "#app/(library)/actions.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";

/** Asks for a scan of every library and says what came of it. */
export async function scanAll(): Promise<void> {
  const answer = await answered(scanLibraries({}));
  if (!answer.ok) toastFailed("The libraries are not scanned", { description: answer.error.message });
  else if (answer.data.libraries === 0)
    toastFailed("There is no library to scan", { description: "Add one in the settings." });
  else
    toastDone(answer.data.libraries === 1 ? "1 library is scanned" : `${answer.data.libraries} libraries are scanned`);
}
