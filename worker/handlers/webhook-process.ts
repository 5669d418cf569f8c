import { processEvent } from "#lib/webhooks/process-event.ts";
import type { Handler } from "../handler.ts";

/** Reads what Radarr or Sonarr said, and asks the libraries it is about to look. */
export const webhookProcess: Handler<"webhook.process"> = async ({ db, payload: { eventId }, assertOwned }) =>
  (await processEvent(db, { eventId, assertOwned })) ?? { skipped: "This event was read with others of its source." };
