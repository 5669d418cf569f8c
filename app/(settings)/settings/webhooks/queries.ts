import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { requestFacts } from "#app/_server/request-facts.ts";
import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { isAppError } from "#lib/errors.ts";
import { getEvent, listEvents } from "#lib/webhooks/list-events.ts";
import { listSources } from "#lib/webhooks/sources.ts";

/** Events of one page. */
const pageSize = 25;

/** Every source with the address it sends to: that of BASE_URL, else the one this page was asked for by. */
export async function getSources() {
  await requireUser("admin");
  const { baseUrl, isHttps, host } = requestFacts(await headers());
  const origin = baseUrl?.replace(/\/+$/, "") ?? `${isHttps ? "https" : "http"}://${host ?? "localhost"}`;
  const sources = await listSources(getDb());
  return sources.map((source) => ({ ...source, address: `${origin}/api/webhooks/${source.sourceId}` }));
}

export type Source = Awaited<ReturnType<typeof getSources>>[number];

/** What was told, newest first. `before`: the last one of the page before. */
export async function getEvents({ before }: { before: number | undefined }) {
  await requireUser("admin");
  const found = await listEvents(getDb(), { before, limit: pageSize + 1 });
  const events = found.slice(0, pageSize);
  return { events, older: found.length > pageSize ? events.at(-1)?.eventId : undefined };
}

export type EventLine = Awaited<ReturnType<typeof getEvents>>["events"][number];

/** One event with all it said. The 404 page when it is not on record. */
export async function getWebhookEvent(eventId: number) {
  await requireUser("admin");
  return await getEvent(getDb(), eventId).catch((error: unknown) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
}
