import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { itemEvents } from "#db/schema/index.ts";

export type ItemEvent = {
  entityId: number;
  /** One sentence for people, without paths. */
  summary: string;
  detail?: Record<string, unknown>;
};

type EventsOf = {
  entityType: "movie" | "series" | "season" | "episode";
  kind: (typeof itemEvents.$inferInsert)["kind"];
  userId?: number | null;
  jobId?: number | null;
};

/** Tells the timelines of any number of items what happened to them, beside changes of their fields. */
export async function recordEvents(
  tx: Tx,
  { entityType, kind, userId = null, jobId = null }: EventsOf,
  events: readonly ItemEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const happenedAt = await databaseNow(tx);
  await bulkInsert(
    tx,
    itemEvents,
    events.map(({ entityId, summary, detail }) => ({
      entityType,
      entityId,
      kind,
      summary,
      detail: detail ?? null,
      userId,
      jobId,
      happenedAt,
    })),
  );
}
