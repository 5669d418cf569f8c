import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { notificationChannels } from "#db/schema/index.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import { targetOf } from "./channels.ts";
import { testDigest } from "./compose.ts";
import { deliver, type Target } from "./deliver.ts";

/** Somebody waits for the answer before a page. */
const totalMs = 15_000;

export type TestVerdict = { ok: boolean; message: string };

/** Sends a test message now and tells what the other side said. */
export async function testTarget(target: Target): Promise<TestVerdict> {
  try {
    return { ok: true, message: await deliver(target, testDigest(), { totalMs }) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ok: false, message: error.message };
  }
}

/** The same for a channel as it is stored. Throws AppError not_found. */
export async function testStoredChannel(db: Db, { channelId }: { channelId: number }): Promise<TestVerdict> {
  const [channel] = await db.select().from(notificationChannels).where(eq(notificationChannels.id, channelId));
  if (!channel) throw new AppError("not_found", "This channel is no longer there. Load the page again.");
  return testTarget(targetOf(channel));
}
