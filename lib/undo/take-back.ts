import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { itemEvents } from "#db/schema/index.ts";
import { getLoaded } from "#lib/editing/edit-entity.ts";
import type { EntityKind, Loaded } from "#lib/editing/kind.ts";
import { sameValue } from "#lib/editing/values.ts";
import { describeState, identityStateOf, tellDecision } from "#lib/identify/decisions.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { forgetOtherFilm } from "#lib/movies/forget-people.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { episodeKind } from "#lib/series/episode-kind.ts";
import { forgetOtherSeries } from "#lib/series/forget-people.ts";
import { seasonKind } from "#lib/series/season-kind.ts";
import { seriesKind } from "#lib/series/series-kind.ts";
import { type Decision, getDecision } from "./decisions.ts";
import type { UndoLine, UndoPlan } from "./plan-undo.ts";
import { planParts } from "./restore-parts.ts";
import { planRestore, type Restored, writeRestored } from "./restore-since.ts";

/**
 * Takes a decision about an identity back: the ids and how far the item was, and everything that automation fetched
 * because of it, of seasons and episodes too. What a person edited since stays. The candidates are those that were there.
 * Throws not_found, and conflict when the item was identified anew since.
 */
export async function takeBackDecision(
  tx: Tx,
  { eventId, userId }: { eventId: number; userId: number | null },
): Promise<{ kind: "movie" | "series"; itemId: number; items: number; fields: number }> {
  const decision = await getDecision(tx, eventId);
  const { kind, itemId, summary, detail } = decision;
  const restored = await eachKind(tx, decision, async (of, all, isItem) => {
    await writeRestored(tx, of, all, { ...(isItem && { columns: stateAfter(decision) }), userId });
    return all;
  });
  await tx
    .update(itemEvents)
    .set({ detail: { ...detail, takenBack: true } })
    .where(eq(itemEvents.id, eventId));
  const item = { entityType: kind, entityId: itemId };
  await tellDecision(tx, item, { summary: `Taken back: ${summary}`, takesBack: eventId, by: { userId } });
  // What was fetched for the other one goes; what belongs to this one is fetched again.
  if (kind === "movie") await forgetOtherFilm(tx, itemId, { userId });
  else await forgetOtherSeries(tx, itemId, { userId });
  if (isFetched(decision)) {
    if (kind === "movie") await enqueue(tx, "movie.enrich", { movieId: itemId }, { createdBy: userId });
    else await enqueue(tx, "series.enrich", { seriesId: itemId }, { createdBy: userId });
  }
  const changed = restored.flat().filter(({ changes }) => changes.length > 0);
  return { kind, itemId, items: changed.length, fields: changed.reduce((sum, { changes }) => sum + changes.length, 0) };
}

/** Works out what taking a decision back would do. Nothing is written. Throws as takeBackDecision does. */
export async function planTakeBack(db: Db, eventId: number): Promise<UndoPlan> {
  const decision = await getDecision(db, eventId);
  const lines = (await eachKind(db, decision, async (of, restored) => linesOf(of, restored))).flat();
  const all = [...(await describeStates(db, decision)), ...lines];
  return {
    fingerprint: createHash("sha256")
      .update(JSON.stringify([eventId, all]))
      .digest("hex"),
    items: new Set(all.map(({ entityType, entityId }) => `${entityType} ${entityId}`)).size,
    fields: all.length,
    skipped: 0,
    fixed: 0,
    identities: isFetched(decision) ? 1 : 0,
    orders: 0,
    lines: all.slice(0, linesShown),
  };
}

/** Lines are more than anybody reads; the numbers count all. */
const linesShown = 200;

const linesOf = <L extends Loaded>(kind: EntityKind<L>, restored: readonly Restored<L>[]): UndoLine[] =>
  restored.flatMap(({ entity: { entityId, name: item }, changes }) =>
    changes.map(({ field, oldValue: now, newValue: becomes }) => ({
      ...{ entityType: kind.entityType, entityId, item, field, label: kind.labelOf(field), now, becomes },
    })),
  );

/** How far the item is now and afterwards, in words; nothing where that stays the same. */
async function describeStates(db: Db, decision: Decision): Promise<UndoLine[]> {
  const { kind: entityType, itemId: entityId } = decision;
  const { name: item, state } =
    entityType === "movie"
      ? await getLoaded(db, movieKind, entityId).then(({ name, movie }) => ({ name, state: movie }))
      : await getLoaded(db, seriesKind, entityId).then(({ name, series }) => ({ name, state: series }));
  const [now, becomes] = [describeState(identityStateOf(state)), describeState(stateAfter(decision))];
  return now === becomes ? [] : [{ entityType, entityId, item, field: "identity", label: "Identity", now, becomes }];
}

/** How far the item is afterwards. What automation found and a person refuses is not looked for again by itself. */
function stateAfter({ before, isAutomatic }: Decision) {
  const state = identityStateOf(before);
  if (!isAutomatic || state.identificationStatus !== "discovered") return state;
  const identificationReasons = ["A person took back what it was identified as."];
  return { ...state, identificationStatus: "needs_identification" as const, identificationReasons };
}

/** True when a database still says who the item is: then what it knows is fetched again. */
function isFetched({ kind, before: { identificationStatus, tmdbId, tvdbId, tvmazeId } }: Decision): boolean {
  const ids = kind === "movie" ? [tmdbId] : [tmdbId, tvdbId, tvmazeId ?? null];
  return identificationStatus !== "needs_identification" && ids.some((id) => id !== null);
}

const idFields: readonly string[] = ["tmdbId", "imdbId", "tvdbId", "tvmazeId"];
const isIdentity = (field: string): boolean => idFields.includes(field);

type Each<T> = <L extends Loaded>(kind: EntityKind<L>, restored: Restored<L>[], isItem: boolean) => Promise<T>;

/** Plans each kind that the item consists of, and hands that on. */
async function eachKind<T>(db: Db, decision: Decision, each: Each<T>): Promise<T[]> {
  const { kind, itemId } = decision;
  const after = () => decision.after;
  const ofItem = { entityIds: [itemId], after, isIdentity };
  if (kind === "movie") {
    return [await each(movieKind, withIds(await planRestore(db, movieKind, ofItem), decision), true)];
  }
  const parts = await planParts(db, { seriesId: itemId, after: decision.after });
  return [
    await each(seriesKind, withIds(await planRestore(db, seriesKind, ofItem), decision), true),
    await each(seasonKind, parts.seasons, false),
    await each(episodeKind, parts.episodes, false),
  ];
}

/** The ids as the decision found them, also one that was filled without a word in the history. */
function withIds<L extends Loaded>(restored: readonly Restored<L>[], { before }: Decision): Restored<L>[] {
  return restored.map((one) => {
    const ids = Object.entries(before).filter(([field, id]) => isIdentity(field) && id !== undefined);
    const changes = ids.flatMap(([field, newValue]) => {
      const oldValue = one.entity.values[field];
      return sameValue(oldValue, newValue) ? [] : [{ field, oldValue, newValue }];
    });
    return { ...one, changes: [...changes, ...one.changes.filter(({ field }) => !isIdentity(field))] };
  });
}
