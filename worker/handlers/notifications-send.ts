import { sendWaiting } from "#lib/notifications/send-waiting.ts";
import type { Handler } from "../handler.ts";

/** Sends what waits for a channel. What fails is tried again by another job, because it waits longer than jobs do. */
export const notificationsSend: Handler<"notifications.send"> = async ({ db, payload, job, signal, assertOwned }) => {
  const { channelId } = payload;
  const { error, ...counts } = await sendWaiting(db, { channelId, jobId: job.jobId, signal, assertOwned });
  return error === undefined ? counts : { ...counts, partial: [error] };
};
