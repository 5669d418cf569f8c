import { secretRoute } from "#app/_server/route.ts";
import { readWebhookBody } from "#lib/webhooks/read-body.ts";
import { receiveEvent } from "#lib/webhooks/receive-event.ts";
import { verifySource } from "#lib/webhooks/verify-source.ts";

/** Radarr and Sonarr tell what they did. It is written down and answered; a worker does the rest. */
export const POST = secretRoute(
  { verify: ({ db, params, secrets }) => verifySource(db, { source: params.source, secrets }) },
  async ({ user: source, request, db }) => {
    const { eventId, isDuplicate } = await receiveEvent(db, { source, body: readWebhookBody(await request.text()) });
    return Response.json({ eventId, duplicate: isDuplicate }, { status: 202 });
  },
);
