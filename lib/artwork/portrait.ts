import { and, eq, ne } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { actors, assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import type { ChangeAuthor } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { downloadImage } from "#lib/providers/download.ts";
import { cacheImage } from "./cache.ts";
import { isPassing, recordFailure } from "./fetch-candidate.ts";
import { compareScored } from "./score.ts";
import { isStored, readStored } from "./store.ts";
import { readUpload, removeUpload } from "./uploads.ts";

type Actor = typeof actors.$inferSelect;
type Work = {
  actorId: number;
  /** For the history of the person. */
  jobId?: number | null | undefined;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
};
/** Who brought a picture, and with which command. */
type Bringer = { userId: number | null; batch?: string | undefined };

/**
 * Downloads an actor's headshot once and shows it. A locked picture, one found beside the media and one that is there
 * already stay. Returns whether another picture is shown now. Throws as downloading and verifying do.
 */
export async function cachePortrait(
  db: Db,
  { actorId, jobId, signal, assertOwned }: Work,
): Promise<{ cached: boolean }> {
  const actor = await findActor(db, actorId);
  if (actor === undefined || actor.imageLocked || actor.imageUrl === null) return { cached: false };
  const imageUrl = await findWantedUrl(db, actor);
  if (imageUrl === undefined) return { cached: false };
  const shown = await findShown(db, actor);
  const isKept = shown !== undefined && (shown.sourceType !== "provider" || shown.sourceUrl === imageUrl);
  if (shown !== undefined && isKept && (await isStored(shown.filePath))) return { cached: false };
  const { bytes } = await downloadImage(db, { url: imageUrl, assetType: "actor_thumb", signal });
  const source = { sourceType: "provider", sourceUrl: imageUrl, providerName: "tmdb" } as const;
  return keep(db, { actorId, jobId, signal, assertOwned, bytes, source, url: imageUrl });
}

/** Verifies a picture a person brought, and shows it. Its lock was set when it was brought. */
export async function cacheOwnPortrait(
  db: Db,
  { actorId, from, by, signal, assertOwned }: Work & { from: { upload: string } | { url: string }; by: Bringer },
): Promise<{ cached: boolean }> {
  if ((await findActor(db, actorId)) === undefined) return { cached: false };
  const isUpload = "upload" in from;
  const source = { sourceType: "user", sourceUrl: isUpload ? null : from.url, providerName: null } as const;
  const url = isUpload ? `cache:${from.upload}` : from.url;
  try {
    const bytes = isUpload
      ? await readUploadOf(db, from.upload)
      : (await downloadImage(db, { url: from.url, assetType: "actor_thumb", signal })).bytes;
    const done = await keep(db, { actorId, by, signal, assertOwned, bytes, source, url });
    if (isUpload) await removeUpload(from.upload);
    return done;
  } catch (error) {
    signal?.throwIfAborted();
    if (!isPassing(error)) await ownedTransaction(db, assertOwned, (tx) => giveBack(tx, { actorId, url, error }));
    throw error;
  }
}

/** The picture that is still shown is the chosen one again, and the other says why it is none. */
async function giveBack(tx: Tx, { actorId, url, error }: { actorId: number; url: string; error: unknown }) {
  const rows = await tx
    .select({ id: assetCandidates.id, url: assetCandidates.url, fileHash: cacheImageFiles.fileHash })
    .from(assetCandidates)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(isPortraitOf(actorId));
  const failed = rows.find((row) => row.url === url);
  if (failed) await recordFailure(tx, { candidateId: failed.id, error });
  const actor = await findActor(tx, actorId);
  const shown = rows.find(({ fileHash }) => fileHash !== null && fileHash === actor?.imageHash);
  await markChosenPortrait(tx, { actorId, candidateId: shown?.id ?? null });
}

const isPortraitOf = (actorId: number) =>
  and(
    eq(assetCandidates.entityType, "actor"),
    eq(assetCandidates.entityId, actorId),
    eq(assetCandidates.assetType, "actor_thumb"),
  );

/** Makes one portrait the chosen one, or none, before or without its being shown. */
export async function markChosenPortrait(
  tx: Tx,
  { actorId, candidateId }: { actorId: number; candidateId: number | null },
): Promise<void> {
  await tx.update(assetCandidates).set({ isSelected: false, rank: null }).where(isPortraitOf(actorId));
  if (candidateId === null) return;
  await tx
    .update(assetCandidates)
    .set({ isSelected: true, rank: 1, isBlocked: false, failureReason: null })
    .where(and(isPortraitOf(actorId), eq(assetCandidates.id, candidateId)));
}

/** The provider's own choice; blocked by a person, the best of its others. */
async function findWantedUrl(db: Db, { id, imageUrl }: Actor): Promise<string | undefined> {
  const rows = await db.select().from(assetCandidates).where(isPortraitOf(id));
  if (!rows.some((row) => row.url === imageUrl && row.isBlocked)) return imageUrl ?? undefined;
  const offered = rows.filter((row) => !row.isBlocked && /^https?:/i.test(row.url) && row.provider !== "user");
  return offered.toSorted(compareScored)[0]?.url;
}

/** The pictures kept of a person. */
export function listPortraits(db: Db, actorId: number) {
  return db
    .select({
      id: cacheImageFiles.id,
      filePath: cacheImageFiles.filePath,
      fileHash: cacheImageFiles.fileHash,
      thumbhash: cacheImageFiles.thumbhash,
      sourceType: cacheImageFiles.sourceType,
      sourceUrl: cacheImageFiles.sourceUrl,
    })
    .from(cacheImageFiles)
    .where(
      and(
        eq(cacheImageFiles.entityType, "actor"),
        eq(cacheImageFiles.entityId, actorId),
        eq(cacheImageFiles.imageType, "actor_thumb"),
      ),
    )
    .orderBy(cacheImageFiles.id);
}

type Kept = Work & {
  bytes: Uint8Array;
  source: Parameters<typeof cacheImage>[1]["source"];
  url: string;
  by?: Bringer | undefined;
};

async function keep(
  db: Db,
  { actorId, jobId, by, signal, assertOwned, bytes, source, url }: Kept,
): Promise<{ cached: boolean }> {
  const owner = { entityType: "actor", entityId: actorId } as const;
  const { cacheFileId, image } = await cacheImage(db, {
    ...owner,
    imageType: "actor_thumb",
    bytes,
    name: "The portrait",
    source,
    signal,
    assertOwned,
  });
  return ownedTransaction(db, assertOwned, async (tx) => {
    const actor = await findActor(tx, actorId);
    // Locked while it was fetched: a person's choice counts. Their own picture comes with its lock.
    if (actor === undefined || (actor.imageLocked && source.sourceType === "provider")) return { cached: false };
    const provider = source.sourceType === "user" ? "user" : (source.providerName ?? "tmdb");
    const row = { cacheFileId, width: image.width, height: image.height };
    await tx
      .insert(assetCandidates)
      .values({ ...owner, assetType: "actor_thumb", provider, url, ...row })
      .onConflictDoUpdate({
        target: [assetCandidates.entityType, assetCandidates.entityId, assetCandidates.assetType, assetCandidates.url],
        set: row,
      });
    await showPortraitFile(tx, actorId, { id: cacheFileId, filePath: image.filePath, fileHash: image.sha256 });
    await recordPortraits(tx, [{ actorId, before: actor.imageHash, now: image.sha256 }], {
      source: provider,
      userId: by?.userId ?? null,
      batch: by?.batch ?? null,
      jobId: jobId ?? null,
    });
    return { cached: true };
  });
}

/** Tells the history of people which picture is shown instead of which, by their SHA-256. */
export async function recordPortraits(
  tx: Tx,
  shown: readonly { actorId: number; before: string | null; now: string | null }[],
  author: ChangeAuthor,
): Promise<void> {
  const items = shown.map(({ actorId, before, now }) => ({
    entityId: actorId,
    changes: before === now ? [] : [{ field: "portrait", oldValue: before, newValue: now }],
  }));
  await recordChanges(tx, "actor", items, author);
}

/** The columns of the person and the choice among their pictures say the same. */
export async function showPortraitFile(
  tx: Tx,
  actorId: number,
  file: { id: number; filePath: string; fileHash: string } | undefined,
): Promise<void> {
  await tx
    .update(actors)
    .set({
      imageCachePath: file?.filePath ?? null,
      imageHash: file?.fileHash ?? null,
      imageCtimeMs: file ? Date.now() : null,
      updatedAt: new Date(),
    })
    .where(eq(actors.id, actorId));
  const theirs = and(eq(assetCandidates.entityType, "actor"), eq(assetCandidates.entityId, actorId));
  await tx
    .update(assetCandidates)
    .set({ isSelected: false, rank: null })
    .where(file ? and(theirs, ne(assetCandidates.cacheFileId, file.id)) : theirs);
  if (!file) return;
  await tx
    .update(assetCandidates)
    .set({ isSelected: true, rank: 1 })
    .where(and(theirs, eq(assetCandidates.cacheFileId, file.id), eq(assetCandidates.isBlocked, false)));
}

async function findActor(db: Db, actorId: number): Promise<Actor | undefined> {
  const [actor] = await db.select().from(actors).where(eq(actors.id, actorId));
  return actor;
}

async function findShown(db: Db, actor: Actor) {
  return (await listPortraits(db, actor.id)).find(({ fileHash }) => fileHash === actor.imageHash);
}

/** Out of the cache when the same bytes were verified before. */
async function readUploadOf(db: Db, sha256: string): Promise<Uint8Array> {
  const [cached] = await db
    .select({ filePath: cacheImageFiles.filePath })
    .from(cacheImageFiles)
    .where(eq(cacheImageFiles.fileHash, sha256))
    .limit(1);
  return cached ? readStored(cached.filePath) : readUpload(sha256);
}
