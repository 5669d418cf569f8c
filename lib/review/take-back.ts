import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { fieldChanges, itemEvents, seriesExternalIds } from "#db/schema/index.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import { isByHand } from "#lib/editing/is-by-hand.ts";
import type { EntityKind, Loaded, Values } from "#lib/editing/kind.ts";
import { AppError } from "#lib/errors.ts";
import { tellDecision } from "#lib/identify/decisions.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { seriesKind } from "#lib/series/series-kind.ts";

const whole = z.number().nullable();
const state = {
  identificationStatus: z.enum(["discovered", "identified", "enriched", "needs_identification"]),
  unlisted: z.boolean(),
  identifiedBy: z.enum(["id", "other_id", "search", "user"]).nullable(),
  identificationReasons: z.array(z.string()).nullable(),
  tmdbId: whole,
  imdbId: z.string().nullable(),
  tvdbId: whole,
};
const beforeSchema = z.object({ before: z.object({ ...state, tvmazeId: whole.optional() }), after: z.number() });
const idFields: readonly string[] = ["tmdbId", "imdbId", "tvdbId", "tvmazeId"];

/**
 * Takes a person's decision about an identity back: the ids and how far the item was, and everything that automation
 * fetched because of it. What a person edited since stays. The candidates are those that were there. Throws not_found,
 * and conflict when the item was identified anew since.
 */
export async function takeBackDecision(
  tx: Tx,
  { eventId, userId }: { eventId: number; userId: number | null },
): Promise<{ kind: "movie" | "series"; itemId: number }> {
  const [event] = await tx.select().from(itemEvents).where(eq(itemEvents.id, eventId));
  const told = beforeSchema.safeParse(event?.detail);
  if (event === undefined || !told.success) throw new AppError("not_found", "There is nothing to take back here.");
  const kind = event.entityType === "series" ? ("series" as const) : ("movie" as const);
  const itemId = event.entityId;
  await refuseLater(tx, event);
  const { tvmazeId, ...before } = told.data.before;
  const given = { itemId, after: told.data.after, before, userId };
  if (kind === "movie") await restore(tx, movieKind, given);
  else await restore(tx, seriesKind, given);
  if (kind === "series" && tvmazeId !== undefined) {
    await tx.update(seriesExternalIds).set({ tvmazeId }).where(eq(seriesExternalIds.seriesId, itemId));
  }
  const item = { entityType: kind, entityId: itemId };
  await tellDecision(tx, item, { summary: `Taken back: ${event.summary}`, by: { userId } });
  // What was fetched for the other one is gone; what belongs to this one is fetched again.
  if (before.identificationStatus === "enriched") {
    if (kind === "movie") await enqueue(tx, "movie.enrich", { movieId: itemId }, { createdBy: userId });
    else await enqueue(tx, "series.enrich", { seriesId: itemId }, { createdBy: userId });
  }
  return { kind, itemId };
}

async function refuseLater(tx: Tx, event: typeof itemEvents.$inferSelect): Promise<void> {
  const [later] = await tx
    .select({ id: itemEvents.id })
    .from(itemEvents)
    .where(
      and(
        eq(itemEvents.entityType, event.entityType),
        eq(itemEvents.entityId, event.entityId),
        eq(itemEvents.kind, "match"),
        gt(itemEvents.id, event.id),
      ),
    )
    .limit(1);
  if (later) throw new AppError("conflict", "It was identified anew since. Take back the later decision first.");
}

type Restore = {
  itemId: number;
  /** The last change of the history before the decision. */
  after: number;
  before: Values;
  userId: number | null;
};

/** Writes the values from before as one change, so that nothing of the wrong one stays and nothing is locked by it. */
async function restore<L extends Loaded>(tx: Tx, kind: EntityKind<L>, params: Restore): Promise<void> {
  const { itemId, after, before, userId } = params;
  const since = await tx
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, kind.entityType),
        eq(fieldChanges.entityId, itemId),
        gt(fieldChanges.id, after),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    .orderBy(asc(fieldChanges.id));
  const entity = await getLoaded(tx, kind, itemId);
  const isLocked = (field: string) => {
    const lock = kind.lockOf(field);
    return lock !== undefined && entity.isLocked(lock);
  };
  // What a person typed, took from a source or locked stays, and what cannot be written back stays told as it is.
  const edited = new Set(
    since.flatMap((change) => (isByHand(change) && !idFields.includes(change.field) ? [change.field] : [])),
  );
  const undone = since.filter(
    ({ field }) => !edited.has(field) && !isLocked(field) && (kind.isReversible(field) || idFields.includes(field)),
  );
  const firstOf = new Map(undone.toReversed().map((change) => [change.field, change]));
  const changes = [...firstOf.values()].flatMap(({ field, oldValue }) =>
    kind.isReversible(field) ? [{ field, oldValue: entity.values[field], newValue: oldValue }] : [],
  );
  const [first] = undone;
  if (first !== undefined) {
    const ids = undone.map(({ id }) => id);
    await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(inArray(fieldChanges.id, ids));
  }
  const { tmdbId: _tmdb, imdbId: _imdb, tvdbId: _tvdb, ...columns } = before;
  const author = { source: "user", userId, ...(first && { undoOf: first.id }) };
  await kind.write(tx, [{ entity, changes, columns }], author);
}
