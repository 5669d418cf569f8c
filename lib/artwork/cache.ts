import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { cacheImageFiles, type ImageType, type PictureOwner } from "#db/schema/index.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { isStored, type StoredImage, storeImage } from "./store.ts";

export type Owner = { entityType: PictureOwner; entityId: number };
export type Source = {
  sourceType: "provider" | "local" | "user";
  /** Address or path it came from. */
  sourceUrl: string | null;
  providerName: string | null;
};

type CachedImage = { cacheFileId: number; image: StoredImage };

/**
 * Verifies a picture, keeps its file and then its row. Returns the id of the row, which is the old one when the entity
 * has this picture already.
 */
export async function cacheImage(
  db: Db,
  params: Owner & {
    imageType: ImageType;
    bytes: Uint8Array;
    /** The file or address that errors name. */
    name: string;
    source: Source;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
    /** Written together with the row. */
    also?: (tx: Tx, cached: CachedImage) => Promise<void>;
  },
): Promise<CachedImage> {
  const image = await storeImage(params);
  failpoint("cache.row");
  const cacheFileId = await ownedTransaction(db, params.assertOwned, async (tx) => {
    const savedId = await saveCacheRow(tx, { ...params, image });
    await params.also?.(tx, { cacheFileId: savedId, image });
    return savedId;
  });
  // The same picture may have been on its way to the recycle bin before the row told of it (sweep.ts).
  if (!(await isStored(image.filePath))) await storeImage(params);
  return { cacheFileId, image };
}

/** The row of a stored picture for one entity and type; made when it is not there. Returns its id. */
export async function saveCacheRow(
  tx: Tx,
  params: Owner & { imageType: ImageType; image: StoredImage; source: Source },
): Promise<number> {
  const { entityType, entityId, imageType, image, source } = params;
  const key = and(
    eq(cacheImageFiles.entityType, entityType),
    eq(cacheImageFiles.entityId, entityId),
    eq(cacheImageFiles.imageType, imageType),
    eq(cacheImageFiles.fileHash, image.sha256),
  );
  const [known] = await tx.select({ cacheFileId: cacheImageFiles.id }).from(cacheImageFiles).where(key);
  if (known) return known.cacheFileId;
  const [saved] = await tx
    .insert(cacheImageFiles)
    .values({
      entityType,
      entityId,
      imageType,
      ...source,
      filePath: image.filePath,
      fileName: `${image.sha256}.${image.format}`,
      fileSizeBytes: image.sizeBytes,
      fileHash: image.sha256,
      perceptualHash: image.perceptualHash,
      differenceHash: image.differenceHash,
      width: image.width,
      height: image.height,
      format: image.format,
      hasAlpha: image.hasAlpha,
      foregroundRatio: image.foregroundRatio,
      thumbhash: image.thumbhash,
      classificationScore: null,
    })
    // Two films may bring the same picture of their collection at the same time: the later one is tried again.
    .onConflictDoNothing()
    .returning({ cacheFileId: cacheImageFiles.id });
  if (!saved) throw new Error("The row of a cached picture was not saved.");
  return saved.cacheFileId;
}
