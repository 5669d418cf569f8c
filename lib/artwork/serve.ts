import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { isMissing } from "#lib/files/disk-error.ts";
import { contentTypes, type ImageFormat, imageFormats } from "./image-kind.ts";
import { assetPath, readStored, thumbnailPath } from "./store.ts";
import { thumbnailFor } from "./thumbnails.ts";
import type { ThumbnailWidth } from "./vocabulary.ts";

export type ServedPicture = { bytes: Uint8Array; contentType: string; name: string };

/**
 * A cached picture for a browser, in one of the widths that were made when it was cached, or as it is. Nothing is
 * decoded here. Throws not_found for a hash that no row tells of, and when its file is gone.
 */
export async function getServedPicture(
  db: Db,
  params: { hash: string; width: ThumbnailWidth | null },
): Promise<ServedPicture> {
  const [row] = await db
    .select({ format: cacheImageFiles.format, width: cacheImageFiles.width })
    .from(cacheImageFiles)
    .where(eq(cacheImageFiles.fileHash, params.hash))
    .limit(1);
  const format = imageFormats.find((each) => each === row?.format);
  if (!row || !format) throw new AppError("not_found", "There is no such picture.");
  return params.width === null
    ? readPicture(params.hash, { format, path: assetPath(params.hash, format) })
    : readPicture(params.hash, {
        format: "webp",
        path: thumbnailPath(params.hash, thumbnailFor(row.width, params.width)),
      });
}

async function readPicture(hash: string, file: { format: ImageFormat; path: string }): Promise<ServedPicture> {
  try {
    const bytes = await readStored(file.path);
    return { bytes, contentType: contentTypes[file.format], name: `${hash.slice(0, 12)}.${file.format}` };
  } catch (error) {
    if (!(error instanceof AppError) || !isMissing(error.cause)) throw error;
    throw new AppError("not_found", "The file of this picture is gone from the cache.", { cause: error });
  }
}
