import { transaction } from "#db/transaction.ts";
import { purgeSessions } from "#lib/access/sessions.ts";
import { purgeAttempts } from "#lib/access/throttle.ts";
import { purgeHistory } from "#lib/jobs/history.ts";
import { purgeScanRuns } from "#lib/libraries/scan-runs.ts";
import { purgeMessages, resumeChannels } from "#lib/notifications/outbox.ts";
import { purgeUpdates } from "#lib/players/list-updates.ts";
import { resumeNotifying } from "#lib/players/settle-updates.ts";
import { purgeVerifying } from "#lib/verify/purge.ts";
import { purgeWebhookEvents } from "#lib/webhooks/purge-events.ts";
import { resumeEvents } from "#lib/webhooks/resume-events.ts";
import type { Handler } from "../handler.ts";

/**
 * Clears away, once a day, what is kept for a time only, and sees to what waits without a job: somebody cancelled it, or it
 * ended as more was added.
 */
export const purgeJobs: Handler<"jobs.purge"> = async ({ db, signal }) => ({
  removed: await purgeHistory(db, { signal }),
  playerUpdatesRemoved: await purgeUpdates(db, { signal }),
  scansRemoved: await purgeScanRuns(db),
  verifyingRemoved: await purgeVerifying(db, { signal }),
  sessionsRemoved: await purgeSessions(db),
  messagesRemoved: await purgeMessages(db),
  attemptsRemoved: await purgeAttempts(db),
  webhooksRemoved: await purgeWebhookEvents(db),
  resumed: await transaction(
    db,
    async (tx) => (await resumeNotifying(tx)) + (await resumeChannels(tx)) + (await resumeEvents(tx)),
  ),
});
