import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { actors, assetCandidates, cacheImageFiles, jobs } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { cancelWhere } from "#lib/jobs/commands.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { readScoreContext } from "./candidates.ts";
import { compareShown, type ShownType, showCandidate } from "./list-artwork.ts";
import { markChosenPortrait, recordPortraits, showPortraitFile } from "./portrait.ts";
import { scoreCandidate } from "./score.ts";
import { artworkFacts } from "./vocabulary.ts";

type Offer = typeof assetCandidates.$inferSelect & { file: { id: number; filePath: string; fileHash: string } | null };

const isOf = (actorId: number) =>
  and(
    eq(assetCandidates.entityType, "actor"),
    eq(assetCandidates.entityId, actorId),
    eq(assetCandidates.assetType, "actor_thumb"),
  );

/** The portraits of a person as its page shows them. Throws not_found. */
export async function listPersonArtwork(db: Db, actorId: number): Promise<ShownType> {
  const [[actor], rows, context] = await Promise.all([
    db.select({ imageLocked: actors.imageLocked }).from(actors).where(eq(actors.id, actorId)),
    db
      .select({ row: assetCandidates, fileHash: cacheImageFiles.fileHash, thumbhash: cacheImageFiles.thumbhash })
      .from(assetCandidates)
      .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
      .where(isOf(actorId)),
    readScoreContext(db, { entityType: "actor", entityId: actorId }),
  ]);
  if (!actor) throw new AppError("not_found", "This person is no longer in Metarr.");
  const shown = rows.map(({ row, fileHash, thumbhash }) => {
    // A portrait that was brought before there was a choice has no score yet.
    const known = row.score === null ? scoreCandidate({ ...row, assetType: "actor_thumb" }, context) : undefined;
    const scored = known ? { score: known.score, scoreBreakdown: known.breakdown } : {};
    return { ...row, ...scored, cached: fileHash === null ? null : { fileHash, thumbhash } };
  });
  return {
    type: "actor_thumb",
    label: artworkFacts.actor_thumb.label,
    limit: 1,
    isLocked: actor.imageLocked,
    candidates: shown.toSorted(compareShown).map(showCandidate),
  };
}

/** A portrait that is offered of a person, with its file when it is kept. Throws not_found. */
export async function getPortraitOffer(
  db: Db,
  { actorId, candidateId }: { actorId: number; candidateId: number },
): Promise<Offer> {
  const [row] = await listOffers(db, actorId, candidateId);
  if (!row) throw new AppError("not_found", "This picture is no longer offered. Reload the page.");
  return row;
}

async function listOffers(db: Db, actorId: number, candidateId?: number): Promise<Offer[]> {
  const { id, filePath, fileHash } = cacheImageFiles;
  const rows = await db
    .select({ row: assetCandidates, file: { id, filePath, fileHash } })
    .from(assetCandidates)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(and(isOf(actorId), candidateId === undefined ? undefined : eq(assetCandidates.id, candidateId)))
    .orderBy(assetCandidates.id);
  return rows.map(({ row, file }) => ({ ...row, file }));
}

/** Adds a portrait that a person brought to what is offered, as the chosen one, before it was fetched and checked. */
export async function offerOwnPortrait(
  tx: Tx,
  { actorId, url }: { actorId: number; url: string },
): Promise<{ candidateId: number }> {
  const owner = { entityType: "actor", entityId: actorId } as const;
  const context = await readScoreContext(tx, owner);
  const unknown = { width: null, height: null, language: null, voteAverage: null, voteCount: null, likes: null };
  const kind = { assetType: "actor_thumb", provider: "user" } as const;
  const { score, breakdown } = scoreCandidate({ ...unknown, ...kind }, context);
  await tx
    .insert(assetCandidates)
    .values({ ...owner, ...kind, url, score, scoreBreakdown: breakdown })
    .onConflictDoNothing();
  const row = (await listOffers(tx, actorId)).find((each) => each.url === url);
  if (!row) throw new Error("The candidate was not saved.");
  await markChosenPortrait(tx, { actorId, candidateId: row.id });
  return { candidateId: row.id };
}

/**
 * A blocked portrait is never shown by itself. Was it shown, the best of the others that are kept is shown instead, or
 * the provider's next is fetched, unless the portrait is locked. Throws not_found.
 */
export async function setPortraitBlock(
  tx: Tx,
  params: { actorId: number; candidateId: number; blocked: boolean; userId: number | null },
): Promise<void> {
  const { actorId, candidateId, blocked, userId } = params;
  const offer = await getPortraitOffer(tx, { actorId, candidateId });
  await tx.update(assetCandidates).set({ isBlocked: blocked }).where(eq(assetCandidates.id, candidateId));
  const [actor] = await tx.select().from(actors).where(eq(actors.id, actorId));
  if (!blocked || !actor) return;
  if (offer.file === null || offer.file.fileHash !== actor.imageHash) {
    const shown = (await listOffers(tx, actorId)).find(
      ({ file }) => file !== null && file.fileHash === actor.imageHash,
    );
    if (offer.isSelected) await markChosenPortrait(tx, { actorId, candidateId: shown?.id ?? null });
    return;
  }
  const others = (await listOffers(tx, actorId)).filter((each) => !each.isBlocked && each.file !== null);
  const next = actor.imageLocked ? undefined : others.toSorted(compareShown)[0];
  await showPortraitFile(tx, actorId, next?.file ?? undefined);
  await recordPortraits(tx, [{ actorId, before: actor.imageHash, now: next?.file?.fileHash ?? null }], {
    source: "user",
    userId,
  });
  // Without a person's name: that would ask the provider anew.
  if (next === undefined && !actor.imageLocked) await enqueue(tx, "person.enrich", { actorId });
}

/** Portraits that are still being fetched for a person are not shown any more. */
export async function stopPortraits(tx: Tx, actorId: number): Promise<void> {
  const theirs = and(eq(jobs.entityType, "actor"), eq(jobs.entityId, actorId));
  await cancelWhere(tx, and(eq(jobs.type, "person.portrait"), theirs));
}
