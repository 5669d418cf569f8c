import { describeError } from "#lib/jobs/outcomes.ts";
import { failEvent, processEvent } from "#lib/webhooks/process-event.ts";
import type { Handler } from "../handler.ts";

/** Reads what Radarr or Sonarr said, and asks the libraries it is about to look. */
export const webhookProcess: Handler<"webhook.process"> = async ({ db, payload, job, assertOwned }) => {
  const { eventId } = payload;
  try {
    const told = await processEvent(db, { eventId, assertOwned });
    return told ?? { skipped: "This event was read with others of its source." };
  } catch (error) {
    if (job.attempts >= job.maxAttempts) await failEvent(db, { eventId, error: describeError(error) });
    throw error;
  }
};
