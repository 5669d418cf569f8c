import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { chosenOf, setChosenOf, updateMirrorsOf } from "./apply-selection.ts";
import { type Candidate, listCandidates } from "./candidate-rows.ts";
import { readScoreContext } from "./candidates.ts";
import { chooseSoon } from "./choose-soon.ts";
import { findOwnerLibrary, getOwnerPage } from "./owner-place.ts";
import { type ChoosingOwner, choosingOwners, getOwner, ownerRules } from "./owners.ts";
import { listPublishedBeside } from "./published-beside.ts";
import { scoreCandidate } from "./score.ts";
import { limitFor } from "./select.ts";
import { readArtworkSettings } from "./settings.ts";
import { keepUpload } from "./uploads.ts";
import type { ArtworkType } from "./vocabulary.ts";

/** Who asks; null for automation. */
type By = { userId: number | null };

/**
 * A person chooses a picture of a film, a set, a series or a part of one: it comes first of its type, the type is locked,
 * and what no longer fits its limit goes. In the cache already: it is shown at once, and published where the library does
 * that by itself; else a download is queued, and the old picture is shown until that is done.
 */
export async function pickArtwork(tx: Tx, params: { candidateId: number } & By): Promise<ChoosingOwner> {
  const { owner, candidate, type, siblings } = await getCandidate(tx, params.candidateId);
  const limit = await limitOf(tx, owner, type);
  const others = chosenOf(siblings).filter((row) => row.id !== candidate.id);
  const kept = others.slice(0, Math.max(0, limit - 1)).map((row) => row.id);
  await tx
    .update(assetCandidates)
    .set({ userLocked: true, isBlocked: false, failureReason: null })
    .where(eq(assetCandidates.id, candidate.id));
  await lockType(tx, { ...owner, type, locked: true });
  const candidateIds = [candidate.id, ...kept];
  await setChosenOf(tx, { ...owner, type, candidateIds, source: "user", userId: params.userId });
  await updateMirrorsOf(tx, { ...owner, isChanged: true });
  if (candidate.cacheFileId === null) {
    const payload = { candidateId: candidate.id, ...(await getOwnerPage(tx, owner)) };
    await enqueue(tx, "artwork.cache", payload, { createdBy: params.userId });
  } else {
    await publishBeside(tx, owner, params);
  }
  return owner;
}

/** A person takes a picture out of the chosen ones. Its type is locked, so that it does not come back by itself. */
export async function unpickArtwork(tx: Tx, params: { candidateId: number } & By): Promise<ChoosingOwner> {
  const { owner, candidate, type, siblings } = await getCandidate(tx, params.candidateId);
  const candidateIds = chosenOf(siblings).flatMap((row) => (row.id === candidate.id ? [] : [row.id]));
  await lockType(tx, { ...owner, type, locked: true });
  await setChosenOf(tx, { ...owner, type, candidateIds, source: "user", userId: params.userId });
  await updateMirrorsOf(tx, { ...owner, isChanged: true });
  await publishBeside(tx, owner, params);
  return owner;
}

type OfType = ChoosingOwner & { type: ArtworkType };

/** Locks or unlocks a type. Unlocked, the next enrichment may choose anew. */
export async function setArtworkLock(tx: Tx, params: OfType & { locked: boolean } & By): Promise<void> {
  const { entityType, entityId, type, locked } = params;
  await lockType(tx, params);
  if (!locked) {
    await tx
      .update(assetCandidates)
      .set({ userLocked: false })
      .where(
        and(
          eq(assetCandidates.entityType, entityType),
          eq(assetCandidates.entityId, entityId),
          eq(assetCandidates.assetType, type),
        ),
      );
  }
  await updateMirrorsOf(tx, { entityType, entityId, isChanged: true });
}

/**
 * Locks or unlocks one chosen picture. Locked, it keeps its place when its type is not: automation fills the places around
 * it. Throws `conflict` for one that is not chosen.
 */
export async function setPictureLock(tx: Tx, params: { candidateId: number; locked: boolean }): Promise<ChoosingOwner> {
  const { owner, candidate } = await getCandidate(tx, params.candidateId);
  if (!candidate.isSelected) throw new AppError("conflict", "This picture is not chosen any more. Reload the page.");
  await tx.update(assetCandidates).set({ userLocked: params.locked }).where(eq(assetCandidates.id, candidate.id));
  return owner;
}

/**
 * Takes a picture of a person out of the list that never came: its address led to nothing. Throws `conflict` for one that is
 * chosen, or that is in the cache, and `invalid` for what a provider offers, which would only come again.
 */
export async function removeArtwork(tx: Tx, { candidateId }: { candidateId: number }): Promise<ChoosingOwner> {
  const { owner, candidate } = await getCandidate(tx, candidateId);
  if (candidate.provider !== "user") throw new AppError("invalid", "Pictures that a provider offers can be blocked.");
  if (candidate.isSelected || candidate.cacheFileId !== null) {
    throw new AppError("conflict", "This picture is in use. Reload the page.");
  }
  await tx.delete(assetCandidates).where(eq(assetCandidates.id, candidate.id));
  return owner;
}

/** What was chosen and locked of a type, before a change that is taken back. */
export type EarlierChoice = {
  /** In their order. */
  chosenIds: readonly number[];
  /** Those chosen since. */
  addedIds: readonly number[];
  /** Single pictures that were locked. */
  lockedIds: readonly number[];
  locked: boolean;
};

/** Takes a choice back: the same pictures are chosen in the same order, and every lock is what it was. */
export async function restoreArtwork(tx: Tx, params: OfType & EarlierChoice & By): Promise<void> {
  const { chosenIds, addedIds, lockedIds, locked, userId, ...ofType } = params;
  for (const candidateId of addedIds) await unpickArtwork(tx, { candidateId, userId });
  // Each goes to the front, so the last one comes first.
  for (const candidateId of chosenIds.toReversed()) await pickArtwork(tx, { candidateId, userId });
  // This unlocks the single ones too, so they are locked after it.
  await setArtworkLock(tx, { ...ofType, locked, userId });
  const { id, entityType, entityId, assetType } = assetCandidates;
  const ofOwner = and(eq(entityType, ofType.entityType), eq(entityId, ofType.entityId), eq(assetType, ofType.type));
  await tx.update(assetCandidates).set({ userLocked: false }).where(ofOwner);
  await tx
    .update(assetCandidates)
    .set({ userLocked: true })
    .where(and(ofOwner, inArray(id, [...lockedIds])));
}

/** A blocked candidate never returns by itself. Was it chosen, the next best is looked for unless the type is locked. */
export async function setArtworkBlock(
  tx: Tx,
  params: { candidateId: number; blocked: boolean } & By,
): Promise<ChoosingOwner> {
  const { owner, candidate, type, siblings } = await getCandidate(tx, params.candidateId);
  await tx
    .update(assetCandidates)
    .set({ isBlocked: params.blocked, ...(params.blocked ? { userLocked: false } : {}) })
    .where(eq(assetCandidates.id, candidate.id));
  if (params.blocked && candidate.isSelected) {
    const candidateIds = chosenOf(siblings).flatMap((row) => (row.id === candidate.id ? [] : [row.id]));
    await setChosenOf(tx, { ...owner, type, candidateIds, source: "user", userId: params.userId });
    await updateMirrorsOf(tx, { ...owner, isChanged: true });
  }
  await chooseSoon(tx, [owner], { createdBy: params.userId });
  return owner;
}

/**
 * A person brings a picture. Its bytes wait for the worker, which verifies them and makes the thumbnails; the candidate
 * is chosen and its type locked at once. Throws `unsupported` or `too_large` for what is no picture.
 */
export async function uploadArtwork(
  db: Db,
  params: OfType & { bytes: Uint8Array } & By,
): Promise<{ candidateId: number }> {
  const sha256 = await keepUpload(params.bytes);
  return transaction(db, (tx) => addOwnPicture(tx, { ...params, url: `cache:${sha256}` }));
}

/** A person names the address of a picture. It is downloaded by the worker, checked like every other. */
export async function addArtworkUrl(tx: Tx, params: OfType & { url: string } & By): Promise<{ candidateId: number }> {
  if (!/^https?:\/\//i.test(params.url) || !URL.canParse(params.url)) {
    throw new AppError("invalid", "Enter an address that begins with http:// or https://.", { field: "url" });
  }
  return addOwnPicture(tx, params);
}

async function addOwnPicture(tx: Tx, params: OfType & { url: string } & By): Promise<{ candidateId: number }> {
  const { entityType, entityId, type, url } = params;
  const owner = { entityType, entityId };
  const provider = "user";
  await getOwner(tx, owner);
  refuseForeign(owner, type);
  const unknown = { width: null, height: null, language: null, voteAverage: null, voteCount: null, likes: null };
  const context = await readScoreContext(tx, owner);
  const { score, breakdown } = scoreCandidate({ ...unknown, assetType: type, provider }, context);
  await tx
    .insert(assetCandidates)
    .values({ ...owner, assetType: type, provider, url, score, scoreBreakdown: breakdown })
    .onConflictDoNothing();
  const rows = await listCandidates(tx, owner);
  const row = rows.find((each) => each.assetType === type && each.url === url);
  if (!row) throw new Error("The candidate was not saved.");
  await pickArtwork(tx, { candidateId: row.id, userId: params.userId });
  return { candidateId: row.id };
}

type Found = { owner: ChoosingOwner; candidate: Candidate; type: ArtworkType; siblings: Candidate[] };

async function getCandidate(tx: Tx, candidateId: number): Promise<Found> {
  const [row] = await tx
    .select({ entityType: assetCandidates.entityType, entityId: assetCandidates.entityId })
    .from(assetCandidates)
    .where(eq(assetCandidates.id, candidateId));
  const entityType = choosingOwners.find((each) => each === row?.entityType);
  const owner = row && entityType && { entityType, entityId: row.entityId };
  const rows = owner ? await listCandidates(tx, owner) : [];
  const candidate = rows.find((each) => each.id === candidateId);
  if (!owner || !candidate) throw new AppError("not_found", "This picture is no longer offered. Reload the page.");
  const type = candidate.assetType;
  return { owner, candidate, type, siblings: rows.filter((each) => each.assetType === type) };
}

async function limitOf(tx: Tx, owner: ChoosingOwner, type: ArtworkType): Promise<number> {
  const library = await findOwnerLibrary(tx, owner);
  return library ? limitFor(owner.entityType, type, readArtworkSettings(library, library)) : 1;
}

function refuseForeign({ entityType }: ChoosingOwner, type: ArtworkType): void {
  const { name, types } = ownerRules(entityType);
  if (!types.includes(type)) throw new AppError("invalid", `A ${name} has no artwork of this type.`);
}

async function lockType(tx: Tx, { entityType, entityId, type, locked }: OfType & { locked: boolean }): Promise<void> {
  refuseForeign({ entityType, entityId }, type);
  const { table, locks } = ownerRules(entityType);
  const lock = locks[type];
  if (lock === undefined) return;
  await tx
    .update(table)
    .set({ [lock]: locked })
    .where(eq(table.id, entityId));
}

async function publishBeside(tx: Tx, owner: ChoosingOwner, { userId }: By): Promise<void> {
  await publishSoon(tx, { ...(await listPublishedBeside(tx, owner)), createdBy: userId });
}
