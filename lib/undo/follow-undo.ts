import { and, desc, eq, inArray, isNotNull, or } from "drizzle-orm";
import { z } from "zod";
import { bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { episodes, itemEvents, movies, seasons, series, seriesExternalIds } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { recordEvents } from "#lib/editing/record-events.ts";
import { updateRows } from "#lib/editing/update-rows.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { forgetOtherFilm } from "#lib/movies/forget-people.ts";
import { forgetOtherSeries } from "#lib/series/forget-people.ts";
import type { ItemUndo } from "./plan-group.ts";
import { restoreParts } from "./restore-parts.ts";

type Undone = Pick<ItemUndo, "entityId" | "steps" | "identityId">;

/**
 * Asks for what follows when changes were taken back: an item that is another title by that, or a series that is counted
 * otherwise, is fetched anew before it is published; the others are published as far as their library goes.
 */
export async function followUndo(
  tx: Tx,
  entityType: string,
  items: readonly Undone[],
  createdBy: number | null,
): Promise<void> {
  const others = items.filter(({ identityId }) => identityId !== null);
  if (entityType === "movie") {
    const known = await setIdentities(tx, "movie", others, createdBy);
    // Each has pictures, people and facts of its own; there are few whose identity is taken back.
    for (const { entityId } of others) await forgetOtherFilm(tx, entityId, { userId: createdBy });
    const payloads = known.map((movieId) => ({ movieId }));
    await enqueueMany(tx, "movie.enrich", payloads, { createdBy });
    const movieIds = items.filter(({ identityId }) => identityId === null).map(({ entityId }) => entityId);
    await publishSoon(tx, { movieIds, createdBy });
  }
  if (entityType === "series") {
    const known = await setIdentities(tx, "series", others, createdBy);
    for (const { entityId, identityId } of others) {
      await restoreParts(tx, { seriesId: entityId, after: identityId ?? 0, userId: createdBy });
      await forgetOtherSeries(tx, entityId, { userId: createdBy });
    }
    // By another order of episodes each file is another episode.
    const recounted = items.filter(({ steps }) => steps.some(({ field }) => field === "episodeOrder"));
    const seriesIds = new Set([...known, ...recounted.map(({ entityId }) => entityId)]);
    const payloads = [...seriesIds].map((seriesId) => ({ seriesId }));
    await enqueueMany(tx, "series.enrich", payloads, { createdBy });
    const kept = items.map(({ entityId }) => entityId).filter((seriesId) => !seriesIds.has(seriesId));
    await publishSoon(tx, { seriesIds: kept, createdBy });
  }
  if (entityType === "season" || entityType === "episode") {
    const table = entityType === "season" ? seasons : episodes;
    const ids = items.map(({ entityId }) => entityId);
    const shows = await inChunks(ids, (some) =>
      tx.select({ seriesId: table.seriesId }).from(table).where(inArray(table.id, some)),
    );
    await publishSoon(tx, { seriesIds: shows.map(({ seriesId }) => seriesId), createdBy });
  }
}

const tables = { movie: movies, series } as const;

/** Says how far these items are now, and how that was found. Returns those that a provider knows. */
async function setIdentities(
  tx: Tx,
  entityType: keyof typeof tables,
  items: readonly Undone[],
  userId: number | null,
): Promise<number[]> {
  const former = await listFormer(tx, entityType, items);
  const known = await listKnown(tx, entityType, items);
  const isKnown = ({ entityId }: Undone) => known.has(entityId);
  const rows = items.map((item) => ({
    id: item.entityId,
    identificationStatus: isKnown(item) ? ("identified" as const) : ("needs_identification" as const),
    ...(former.get(item.entityId)?.before ?? { identifiedBy: null, identificationReasons: null, unlisted: false }),
  }));
  await updateRows(tx, tables[entityType], rows);
  await tellIdentities(tx, entityType, items, { former, userId });
  return items.filter(isKnown).map(({ entityId }) => entityId);
}

/** Those that have an id of a database that says who they are, as they are now. */
async function listKnown(tx: Tx, entityType: keyof typeof tables, items: readonly Undone[]): Promise<Set<number>> {
  const ids = items.map(({ entityId }) => entityId);
  const known =
    entityType === "movie"
      ? tx
          .select({ id: movies.id })
          .from(movies)
          .where(and(inArray(movies.id, ids), isNotNull(movies.tmdbId)))
      : tx
          .select({ id: series.id })
          .from(series)
          .leftJoin(seriesExternalIds, eq(seriesExternalIds.seriesId, series.id))
          .where(
            and(
              inArray(series.id, ids),
              or(isNotNull(series.tmdbId), isNotNull(series.tvdbId), isNotNull(seriesExternalIds.tvmazeId)),
            ),
          );
  return new Set((await known).map(({ id }) => id));
}

/** Tells the timeline that the decisions behind these identities no longer stand, so that earlier ones can be taken back. */
async function tellIdentities(
  tx: Tx,
  entityType: keyof typeof tables,
  items: readonly Undone[],
  { former, userId }: { former: ReadonlyMap<number, Former>; userId: number | null },
): Promise<void> {
  const taken = items.flatMap(({ entityId }) => former.get(entityId) ?? []);
  await bulkUpdate(
    tx,
    itemEvents,
    taken.map(({ eventId, detail }) => ({ id: eventId, detail: { ...detail, takenBack: true } })),
  );
  const events = items.map(({ entityId }) => {
    const decision = former.get(entityId);
    return {
      ...{ entityId, summary: "Identified as it was before" },
      ...(decision && { detail: { takesBack: decision.eventId } }),
    };
  });
  await recordEvents(tx, { entityType, kind: "match", userId }, events);
}

/** What a decision about an identity says was before it. `after`: the last change of the history before it. */
const formerSchema = z.object({
  before: z.object({
    unlisted: z.boolean().default(false),
    identifiedBy: z.enum(["id", "other_id", "search", "user"]).nullable().default(null),
    identificationReasons: z.array(z.string()).nullable().default(null),
  }),
  after: z.number(),
});
type Former = z.output<typeof formerSchema> & { eventId: number; detail: Record<string, unknown> };

/** The decision by which each item became what it is no longer: the last one before the change of its id. */
async function listFormer(tx: Tx, entityType: string, items: readonly Undone[]): Promise<Map<number, Former>> {
  if (items.length === 0) return new Map();
  const idOf = new Map(items.map(({ entityId, identityId }) => [entityId, identityId ?? 0]));
  const decisions = await tx
    .select({ eventId: itemEvents.id, entityId: itemEvents.entityId, detail: itemEvents.detail })
    .from(itemEvents)
    .where(
      and(
        eq(itemEvents.entityType, entityType),
        eq(itemEvents.kind, "match"),
        inArray(itemEvents.entityId, [...idOf.keys()]),
      ),
    )
    .orderBy(desc(itemEvents.id));
  const found = new Map<number, Former>();
  for (const { eventId, entityId, detail } of decisions) {
    const made = formerSchema.safeParse(detail).data;
    if (made === undefined || detail === null || made.after >= (idOf.get(entityId) ?? 0)) continue;
    if (!found.has(entityId)) found.set(entityId, { ...made, eventId, detail });
  }
  return found;
}
