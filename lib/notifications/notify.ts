import { and, eq, gt, inArray, isNotNull } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { notificationChannels, notificationMessages } from "#db/schema/index.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { cleanText } from "./clean-text.ts";
import {
  type ChannelFilters,
  channelFilters,
  type NotificationEvent,
  notificationEvents,
  severities,
} from "./vocabulary.ts";

/** What happened, in words for a person. */
export type Notice = {
  event: NotificationEvent;
  title: string;
  /** More than the title says, such as names, one a line. */
  body?: string | undefined;
  /** How many things it tells of: "12 films were added" is one notice. */
  count?: number | undefined;
  libraryId?: number | null | undefined;
  /** What it is about, such as `movie:12`: events with a quiet time are told once of it. */
  subject?: string | undefined;
  /** A page of Metarr, as its path. */
  link?: string | undefined;
};

/** What comes within this time after the first goes out as one message. */
export const gatherMs = 60_000;
const maxTitle = 300;
const maxBody = 4_000;

/** Whether any channel is on, for callers that would have to read much to say what happened. */
export async function isAnybodyTold(db: Db): Promise<boolean> {
  const isOn = eq(notificationChannels.enabled, true);
  return (await db.select({ id: notificationChannels.id }).from(notificationChannels).where(isOn).limit(1)).length > 0;
}

/** Tells the channels that want it, within the caller's transaction and without waiting for any of them. */
export const notify = (tx: Tx, notice: Notice): Promise<void> => notifyMany(tx, [notice]);

/**
 * Tells any number of things. Writes a row for each channel that wants to hear of it, and wakes what sends them a minute
 * later, so that a burst becomes one message.
 */
export async function notifyMany(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const channels = await tx.select().from(notificationChannels).where(eq(notificationChannels.enabled, true));
  if (channels.length === 0) return;
  const told = await listTold(tx, notices);
  const rows = channels.flatMap((channel) => {
    const filters = channelFilters.parse(channel.filters ?? {});
    const wanted = notices.filter(
      (notice) => channel.events?.includes(notice.event) && isWanted(filters, notice) && !told(channel.id, notice),
    );
    return firstOfEach(wanted).map((notice) => rowOf(channel.id, notice));
  });
  if (rows.length === 0) return;
  await bulkInsert(tx, notificationMessages, rows);
  const channelIds = [...new Set(rows.map(({ channelId }) => channelId))];
  await enqueueMany(
    tx,
    "notifications.send",
    channelIds.map((channelId) => ({ channelId })),
    { delayMs: gatherMs },
  );
}

function isWanted({ libraryIds, minSeverity }: ChannelFilters, { event, libraryId }: Notice): boolean {
  const { severity } = notificationEvents[event];
  if (severities.indexOf(severity) < severities.indexOf(minSeverity)) return false;
  return libraryIds === null || libraryId === undefined || libraryId === null || libraryIds.includes(libraryId);
}

const quietMsOf = (event: NotificationEvent): number => {
  const facts = notificationEvents[event];
  return "quietMs" in facts ? facts.quietMs : 0;
};

/** Several at once about one thing that has a quiet time: the first. */
function firstOfEach(notices: readonly Notice[]): Notice[] {
  const seen = new Set<string>();
  return notices.filter(({ event, subject }) => {
    if (subject === undefined || quietMsOf(event) === 0) return true;
    const key = `${event} ${subject}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Tells what a channel heard of a thing within its quiet time. */
async function listTold(tx: Tx, notices: readonly Notice[]) {
  const quiet = notices.filter(({ event, subject }) => subject !== undefined && quietMsOf(event) > 0);
  const known = new Set<string>();
  for (const event of new Set(quiet.map((notice) => notice.event))) {
    const subjects = quiet.flatMap((notice) => (notice.event === event ? (notice.subject ?? []) : []));
    const found = await tx
      .select({ channelId: notificationMessages.channelId, subject: notificationMessages.subject })
      .from(notificationMessages)
      .where(
        and(
          eq(notificationMessages.event, event),
          isNotNull(notificationMessages.subject),
          inArray(notificationMessages.subject, subjects),
          gt(notificationMessages.createdAt, fromNow(-quietMsOf(event))),
        ),
      );
    for (const { channelId, subject } of found) known.add(`${channelId} ${event} ${subject}`);
  }
  return (channelId: number, { event, subject }: Notice) => known.has(`${channelId} ${event} ${subject}`);
}

const rowOf = (channelId: number, { event, title, body, count, libraryId, subject, link }: Notice) => ({
  channelId,
  event,
  severity: notificationEvents[event].severity,
  title: cleanText(title, maxTitle),
  body: body === undefined ? null : cleanText(body, maxBody),
  count: count ?? 1,
  libraryId: libraryId ?? null,
  subject: subject ?? null,
  link: link ?? null,
});
