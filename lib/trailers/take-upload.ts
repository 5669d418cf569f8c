import { access } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { downloadError } from "./failures.ts";
import { type StoredVideo, storeVideo } from "./store-video.ts";
import { maxTrailerMs, videoExtensions } from "./vocabulary.ts";

/**
 * Keeps a video that was uploaded and waits under its SHA-256. Out of the cache when another film had the same one and was
 * first.
 */
export async function takeUpload(
  db: Db,
  { sha256, signal }: { sha256: string; signal?: AbortSignal | undefined },
): Promise<StoredVideo> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw downloadError("The uploaded video is no longer there.");
  const path = join(env.DATA_DIR, "cache/uploads", sha256);
  const isWaiting = await access(path).then(
    () => true,
    () => false,
  );
  if (isWaiting) return readUpload(path, signal);
  const [row] = await db.select().from(cacheVideoFiles).where(eq(cacheVideoFiles.fileHash, sha256)).limit(1);
  const format = videoExtensions.find((extension) => extension === row?.format);
  if (!row || !format) throw downloadError("The uploaded video is no longer there. Upload it again.");
  const { filePath, fileSizeBytes: sizeBytes, durationSeconds, width, height, codec } = row;
  return {
    ...{ sha256, filePath, sizeBytes, format, durationSeconds },
    ...{ width: width ?? 0, height: height ?? 0, codec: codec ?? "" },
  };
}

/** What readers say of a file names its place on this server, which means nothing to who uploaded it. */
async function readUpload(path: string, signal: AbortSignal | undefined): Promise<StoredVideo> {
  const video = await storeVideo(path, { signal }).catch((error: unknown) => {
    if (!isAppError(error, "unsupported")) throw error;
    throw downloadError("No picture was found in the uploaded file: it is no video, or not all of one.", error);
  });
  // Nothing refers to its file then, and the sweep takes it.
  if ((video.durationSeconds ?? 0) * 1000 > maxTrailerMs) throw downloadError("The video is longer than 10 minutes.");
  return video;
}
