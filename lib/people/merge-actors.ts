import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { bulkInsert } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { keepRows, keptRowsSchema, readKeptRows } from "#db/kept-rows.ts";
import { actorAliases, actors, cacheImageFiles, fieldChanges, itemEvents } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import type { CastOwner } from "./cast-tables.ts";
import { castOwners, ownerIdOf } from "./credit-rows.ts";
import { getActor } from "./get-actor.ts";
import { type JoinedCredits, joinCredits, joinedCreditsSchema, separateCredits } from "./join-credits.ts";
import { joinedPicturesSchema, joinPictures, markShown, separatePictures } from "./join-pictures.ts";
import { tellTakenBack } from "./tell-taken-back.ts";
import { touchOwners } from "./touch-owners.ts";

type Actor = typeof actors.$inferSelect;
type Pair = { fromId: number; intoId: number };

/** What a merge keeps in the history, so that it can be taken back. */
const mergeSchema = z.object({
  /** Rows of both as they were, and the one that is left as it became. */
  from: keptRowsSchema,
  before: keptRowsSchema,
  after: keptRowsSchema,
  aliasIds: z.array(z.int()),
  madeAliasId: z.int(),
  changeIds: z.array(z.int()),
  eventIds: z.array(z.int()),
  credits: z.record(z.enum(castOwners), joinedCreditsSchema),
  pictures: joinedPicturesSchema,
});
type Merge = z.infer<typeof mergeSchema>;

/**
 * Makes two people one: `intoId` is in everything the other was in, is found by the other's names and ids, and has what
 * it lacked of the other's facts. Returns the id of the history row by which it is taken back.
 * Throws not_found, and invalid for one and the same person.
 */
export async function mergeActors(
  tx: Tx,
  { fromId, intoId, userId }: Pair & { userId: number | null },
): Promise<{ changeId: number }> {
  if (fromId === intoId) throw new AppError("invalid", "Choose another person to merge with.", { field: "personId" });
  const [from, into] = [await getActor(tx, fromId), await getActor(tx, intoId)];
  const credits = {
    movie: await joinCredits(tx, "movie", { fromId, intoId }),
    series: await joinCredits(tx, "series", { fromId, intoId }),
    episode: await joinCredits(tx, "episode", { fromId, intoId }),
  };
  const pictures = await joinPictures(tx, { fromId, intoId });
  const facts = await joinFacts(tx, into, from);
  const told = await moveTold(tx, { fromId, intoId });
  await tx.delete(actors).where(eq(actors.id, fromId));
  const [after] = await tx
    .update(actors)
    .set({ ...facts, version: into.version + 1, updatedAt: new Date() })
    .where(eq(actors.id, intoId))
    .returning();
  await markShown(tx, intoId, after?.imageHash ?? null);
  const [made] = await tx
    .insert(actorAliases)
    .values({
      actorId: intoId,
      nameNormalized: from.nameNormalized,
      tmdbId: from.tmdbId === after?.tmdbId ? null : from.tmdbId,
    })
    .returning({ id: actorAliases.id });
  const kept: Merge = {
    from: keepRows([from]),
    before: keepRows([into]),
    after: keepRows(after ? [after] : []),
    ...told,
    madeAliasId: made?.id ?? 0,
    credits,
    pictures,
  };
  const [change] = await tx
    .insert(fieldChanges)
    .values({
      entityType: "actor",
      entityId: intoId,
      field: "merge",
      oldValue: kept,
      newValue: from.name,
      source: "user",
      userId,
    })
    .returning({ changeId: fieldChanges.id });
  await touchAll(tx, credits, userId);
  return { changeId: change?.changeId ?? 0 };
}

/**
 * Takes a merge back: both people are as they were, with the credits each had. What changed since stays as it is now.
 * Throws not_found, and conflict when it was taken back already.
 */
export async function unmergeActors(
  tx: Tx,
  { changeId, userId }: { changeId: number; userId: number | null },
): Promise<{ actorId: number; fromId: number }> {
  const [change] = await tx.select().from(fieldChanges).where(eq(fieldChanges.id, changeId));
  if (change?.entityType !== "actor" || change.field !== "merge") {
    throw new AppError("not_found", "This merge is no longer in the history.");
  }
  if (change.undoneAt !== null) throw new AppError("conflict", "This merge was taken back already.");
  const kept = mergeSchema.parse(change.oldValue);
  const intoId = change.entityId;
  const into = await getActor(tx, intoId);
  const [from] = readKeptRows(actors, kept.from);
  if (from?.id === undefined) throw new Error(`The merge ${changeId} kept nobody.`);
  const fromId = from.id;

  await tx.delete(actorAliases).where(eq(actorAliases.id, kept.madeAliasId));
  await tx
    .update(actors)
    .set({ ...unchangedSince(into, kept), version: into.version + 1, updatedAt: new Date() })
    .where(eq(actors.id, intoId));
  await refuseTaken(tx, from);
  await bulkInsert(tx, actors, [{ ...from, version: (from.version ?? 1) + 1 }]);
  await tx
    .update(actorAliases)
    .set({ actorId: fromId })
    .where(and(inArray(actorAliases.id, kept.aliasIds), eq(actorAliases.actorId, intoId)));
  await separatePictures(tx, kept.pictures);
  for (const owner of castOwners) {
    await separateCredits(tx, owner, { fromId, intoId, joined: kept.credits[owner] });
  }
  await tx.update(fieldChanges).set({ entityId: fromId }).where(inArray(fieldChanges.id, kept.changeIds));
  await tx.update(itemEvents).set({ entityId: fromId }).where(inArray(itemEvents.id, kept.eventIds));
  await tellTakenBack(tx, "actor", { change, userId });
  await touchAll(tx, kept.credits, userId);
  return { actorId: intoId, fromId };
}

const factColumns = ["imdbId", "biography", "birthday", "deathday", "birthPlace"] as const;
const pictureColumns = ["imageCachePath", "imageHash", "imageCtimeMs", "imageUrl", "imageLocked"] as const;

/** What the one that is left has afterwards: their own facts, the other's where they had none, and the better picture. */
async function joinFacts(tx: Tx, into: Actor, from: Actor): Promise<Partial<Actor>> {
  const facts = factColumns.map((column) => [column, into[column] ?? from[column]]);
  const picture = (await hasBetterPicture(tx, into, from)) ? from : into;
  const shown = pictureColumns.map((column) => [column, picture[column]]);
  const imageUrl = picture.imageUrl ?? (picture.imageLocked ? null : (into.imageUrl ?? from.imageUrl));
  return { ...Object.fromEntries([...facts, ...shown]), imageUrl, tmdbId: into.tmdbId ?? from.tmdbId };
}

/** A locked picture wins, the own one first; else the one there is; else the larger one. */
async function hasBetterPicture(tx: Tx, into: Actor, from: Actor): Promise<boolean> {
  if (into.imageLocked) return false;
  if (from.imageLocked) return true;
  if (into.imageHash === null || from.imageHash === null) return into.imageHash === null && from.imageHash !== null;
  const rows = await tx
    .select({ hash: cacheImageFiles.fileHash, width: cacheImageFiles.width, height: cacheImageFiles.height })
    .from(cacheImageFiles)
    .where(inArray(cacheImageFiles.fileHash, [into.imageHash, from.imageHash]));
  const areaOf = (hash: string | null) =>
    Math.max(0, ...rows.filter((row) => row.hash === hash).map(({ width, height }) => width * height));
  return areaOf(from.imageHash) > areaOf(into.imageHash);
}

/** Names, history and events of one person go over to the other. */
async function moveTold(tx: Tx, { fromId, intoId }: Pair): Promise<Pick<Merge, "aliasIds" | "changeIds" | "eventIds">> {
  const aliases = await tx
    .update(actorAliases)
    .set({ actorId: intoId })
    .where(eq(actorAliases.actorId, fromId))
    .returning({ id: actorAliases.id });
  const changes = await tx
    .update(fieldChanges)
    .set({ entityId: intoId })
    .where(and(eq(fieldChanges.entityType, "actor"), eq(fieldChanges.entityId, fromId)))
    .returning({ id: fieldChanges.id });
  const events = await tx
    .update(itemEvents)
    .set({ entityId: intoId })
    .where(and(eq(itemEvents.entityType, "actor"), eq(itemEvents.entityId, fromId)))
    .returning({ id: itemEvents.id });
  const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id);
  return { aliasIds: idsOf(aliases), changeIds: idsOf(changes), eventIds: idsOf(events) };
}

/** The columns a merge wrote and nobody since, with their values from before. */
function unchangedSince(now: Actor, { before, after }: Merge): Partial<Actor> {
  const [current = {}] = keepRows([now]);
  const [old] = readKeptRows(actors, before);
  const columns = ["tmdbId", ...factColumns, ...pictureColumns] as const;
  return Object.fromEntries(
    columns.flatMap((column) => (after[0]?.[column] === current[column] ? [[column, old?.[column] ?? null]] : [])),
  );
}

/** A name or an id that somebody else has by now cannot be given back. */
async function refuseTaken(tx: Tx, from: typeof actors.$inferInsert): Promise<void> {
  const rows = await tx
    .select({ tmdbId: actors.tmdbId, nameNormalized: actors.nameNormalized })
    .from(actors)
    .where(from.tmdbId == null ? eq(actors.nameNormalized, from.nameNormalized) : eq(actors.tmdbId, from.tmdbId));
  if (!rows.some(({ tmdbId }) => tmdbId === (from.tmdbId ?? null))) return;
  throw new AppError("conflict", `There is another ${from.name} by now. Merge or rename that one first.`);
}

async function touchAll(tx: Tx, credits: Record<CastOwner, JoinedCredits>, createdBy: number | null): Promise<void> {
  for (const owner of castOwners) {
    const { moved, from } = credits[owner];
    await touchOwners(tx, owner, { ownerIds: [...moved, ...from.map((row) => ownerIdOf(owner, row))], createdBy });
  }
}
