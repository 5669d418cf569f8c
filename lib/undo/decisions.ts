import { and, desc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#db/client.ts";
import { itemEvents } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

const whole = z.number().nullable();
const stateSchema = z.object({
  identificationStatus: z.enum(["discovered", "identified", "enriched", "needs_identification"]),
  unlisted: z.boolean(),
  identifiedBy: z.enum(["id", "other_id", "search", "user"]).nullable(),
  identificationReasons: z.array(z.string()).nullable(),
  tmdbId: whole,
  imdbId: z.string().nullable(),
  tvdbId: whole,
  tvmazeId: whole.optional(),
});
/** How an item was before its identity was decided. */
export type BeforeDecision = z.output<typeof stateSchema>;

const madeSchema = z.object({ before: stateSchema, after: z.number(), takenBack: z.boolean().default(false) });
/** A decision that takes another one back. */
const takingSchema = z.object({ takesBack: z.number() });

export type Decision = {
  eventId: number;
  kind: "movie" | "series";
  itemId: number;
  summary: string;
  /** True when a job decided, not a person. */
  isAutomatic: boolean;
  before: BeforeDecision;
  /** The last change of the history before it. */
  after: number;
  detail: Record<string, unknown>;
};

type Event = Pick<typeof itemEvents.$inferSelect, "kind" | "detail">;

/** What a decision's event keeps; undefined for any other event. */
const readMade = ({ kind, detail }: Event) => (kind === "match" ? madeSchema.safeParse(detail).data : undefined);

/** True for a decision that was taken back. */
export const isTakenBack = (event: Event): boolean => readMade(event)?.takenBack === true;

/** True for an event that takes a decision back. */
export const takesBack = ({ detail }: Event): boolean => takingSchema.safeParse(detail).success;

/** True for a decision that stands, and can be taken back unless a later one stands too. */
export const isStanding = (event: Event): boolean => readMade(event)?.takenBack === false;

/** True for what stands in the way of taking an earlier decision back. */
export const isInTheWay = (event: Event): boolean => event.kind === "match" && !isTakenBack(event) && !takesBack(event);

/**
 * The decision that an event tells of. Throws not_found when there is nothing to take back, and conflict when it was taken
 * back already or the item was identified anew since.
 */
export async function getDecision(db: Db, eventId: number): Promise<Decision> {
  const [event] = await db.select().from(itemEvents).where(eq(itemEvents.id, eventId));
  const made = event && readMade(event);
  if (event === undefined || made === undefined) {
    throw new AppError("not_found", "There is nothing to take back here.");
  }
  if (made.takenBack) throw new AppError("conflict", "This was taken back already.");
  const later = await db
    .select({ kind: itemEvents.kind, detail: itemEvents.detail })
    .from(itemEvents)
    .where(
      and(
        eq(itemEvents.entityType, event.entityType),
        eq(itemEvents.entityId, event.entityId),
        eq(itemEvents.kind, "match"),
        gt(itemEvents.id, event.id),
      ),
    )
    .orderBy(desc(itemEvents.id));
  if (later.some(isInTheWay)) {
    throw new AppError("conflict", "It was identified anew since. Take back the later decision first.");
  }
  return {
    eventId,
    kind: event.entityType === "series" ? "series" : "movie",
    itemId: event.entityId,
    summary: event.summary,
    isAutomatic: event.jobId !== null,
    before: made.before,
    after: made.after,
    detail: event.detail ?? {},
  };
}
