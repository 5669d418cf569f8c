import { z } from "zod";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listLibraries } from "#lib/libraries/libraries.ts";
import { listChannels } from "#lib/notifications/channels.ts";
import { listMessages } from "#lib/notifications/outbox.ts";

/** Messages a page of the history shows. */
const shownMessages = 30;

const params = z.object({
  show: z.enum(["failed"]).optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
});

/** The channels, and the libraries their events can be about. */
export async function getChannels() {
  await requireUser("admin");
  const db = getDb();
  const [channels, libraries] = await Promise.all([listChannels(db), listLibraries(db)]);
  return { channels, libraries: libraries.map(({ id, name }) => ({ libraryId: id, name })) };
}

export type Channel = Awaited<ReturnType<typeof getChannels>>["channels"][number];

/** A page of the history. `older`: where the next one begins, if there is one. */
export async function getMessages(search: Record<string, string | string[] | undefined>) {
  await requireUser("admin");
  const { show, before } = params.parse(search);
  const found = await listMessages(getDb(), { status: show, before, limit: shownMessages + 1 });
  const messages = found.slice(0, shownMessages);
  return { show, before, messages, older: found.length > shownMessages ? messages.at(-1)?.messageId : undefined };
}

export type Message = Awaited<ReturnType<typeof getMessages>>["messages"][number];
