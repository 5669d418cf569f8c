import { answered } from "#app/_components/answered.ts";
import { toastFailed } from "#components/toast.tsx";
import { takeBackDecisions } from "../identity-actions.ts";

/** Takes a decision about who something is back, from the message that told of it. Says so when that did not work. */
export async function takeBack(eventId: number): Promise<void> {
  const result = await answered(takeBackDecisions({ eventIds: [eventId] }));
  if (!result.ok) toastFailed("This was not taken back", { description: result.error.message });
}
