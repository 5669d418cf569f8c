import { createHash } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, cacheImageFiles, libraryImageFiles, libraryRoots } from "#db/schema/index.ts";
import { messageOf } from "#lib/errors.ts";
import { isInside, readFileInside } from "#lib/files/safe-path.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { downloadImage } from "#lib/providers/download.ts";
import { chooseSoon } from "./choose-soon.ts";
import { isPassing } from "./fetch-candidate.ts";
import { type StoredImage, storeImage } from "./store.ts";
import type { CachedPicture, CachedRow } from "./verify-cache.ts";
import { maxImageBytes } from "./vocabulary.ts";

/** Why a picture could not be brought back. `isPassing`: it is tried again by the next run. */
type Failed = { reason: string; isPassing: boolean };
export type Lost = Failed & { path: string };
type Work = { signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined };

/**
 * Brings a picture back whose file is missing or damaged: from a copy in a library that has the same bytes, else from the
 * address it came from. Has its provider another picture there by now, that one takes its place, in the same rows.
 */
export async function repairPicture(db: Db, picture: CachedPicture, work: Work): Promise<"repaired" | Failed> {
  const copy = await readLibraryCopy(db, picture);
  if (copy) {
    await storeImage({ bytes: copy, name: "The copy in the library", signal: work.signal });
    return "repaired";
  }
  const failed: Failed = {
    reason: "No library has a copy of it, and it has no address to be fetched from.",
    isPassing: false,
  };
  for (const [url, rows] of Map.groupBy(picture.rows, ({ sourceUrl }) => sourceUrl ?? "")) {
    const [first] = rows;
    if (!first || !/^https?:/i.test(url)) continue;
    try {
      const { bytes } = await downloadImage(db, { url, assetType: first.imageType, signal: work.signal });
      const image = await storeImage({ bytes, name: `The picture of ${URL.parse(url)?.host}`, signal: work.signal });
      if (image.sha256 === picture.hash) return "repaired";
      const left = await ownedTransaction(db, work.assertOwned, (tx) => replace(tx, rows, image));
      if (left.length > 0) await giveUp(db, { ...picture, rows: left }, work.assertOwned);
      return "repaired";
    } catch (error) {
      work.signal?.throwIfAborted();
      failed.reason = messageOf(error);
      failed.isPassing ||= isPassing(error);
    }
  }
  return failed;
}

/** The bytes of a published copy that nobody changed; undefined when there is none. */
async function readLibraryCopy(db: Db, { hash, rows }: CachedPicture): Promise<Uint8Array | undefined> {
  const ids = rows.map(({ id }) => id);
  const copies = await db
    .select({ path: libraryImageFiles.filePath })
    .from(libraryImageFiles)
    .where(and(inArray(libraryImageFiles.cacheFileId, ids), eq(libraryImageFiles.hash, hash)))
    .orderBy(libraryImageFiles.id);
  if (copies.length === 0) return undefined;
  const roots = await db.select({ path: libraryRoots.path }).from(libraryRoots);
  for (const { path } of copies) {
    const root = roots.find((each) => isInside(each.path, path))?.path;
    if (root === undefined) continue;
    const bytes = await readFileInside({ root, path, maxBytes: maxImageBytes }).catch(() => undefined);
    if (bytes && createHash("sha256").update(bytes).digest("hex") === hash) return bytes;
  }
  return undefined;
}

/**
 * The same rows tell of another picture now. Returns those of owners that have that picture already: a row of it is there,
 * and there cannot be two.
 */
async function replace(tx: Tx, rows: readonly CachedRow[], image: StoredImage): Promise<CachedRow[]> {
  const { sha256, filePath, sizeBytes, ...facts } = image;
  const same = await tx.select().from(cacheImageFiles).where(eq(cacheImageFiles.fileHash, sha256));
  const keyOf = (row: Pick<CachedRow, "entityType" | "entityId" | "imageType">) =>
    `${row.entityType} ${row.entityId} ${row.imageType}`;
  const taken = new Set(same.map(keyOf));
  const ids = rows.filter((row) => !taken.has(keyOf(row))).map(({ id }) => id);
  await tx
    .update(cacheImageFiles)
    .set({ ...facts, filePath, fileName: `${sha256}.${image.format}`, fileSizeBytes: sizeBytes, fileHash: sha256 })
    .where(inArray(cacheImageFiles.id, ids));
  const { width, height } = image;
  await tx.update(assetCandidates).set({ width, height }).where(inArray(assetCandidates.cacheFileId, ids));
  return rows.filter(({ id }) => !ids.includes(id));
}

/**
 * A provider's picture that cannot be had any more is no longer offered as one that is there: automation chooses another
 * where it may. What a person chose, brought, or had beside the media keeps its place, and the loss is reported.
 */
export async function giveUp(db: Db, { rows }: CachedPicture, assertOwned: AssertOwned | undefined): Promise<void> {
  const ids = rows.filter(({ sourceType }) => sourceType === "provider").map(({ id }) => id);
  if (ids.length === 0) return;
  await ownedTransaction(db, assertOwned, async (tx) => {
    const failureReason = "Its file was lost from the cache, and its provider no longer has it.";
    const changed = await tx
      .update(assetCandidates)
      .set({ cacheFileId: null, failureReason, lastRefreshedAt: new Date() })
      .where(and(inArray(assetCandidates.cacheFileId, ids), eq(assetCandidates.userLocked, false)))
      .returning({ entityType: assetCandidates.entityType, entityId: assetCandidates.entityId });
    await chooseSoon(tx, changed);
  });
}
