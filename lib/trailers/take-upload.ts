import { access } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { downloadError } from "./failures.ts";
import { type StoredVideo, storeVideo, videoPath } from "./store-video.ts";
import { maxTrailerMs, videoExtensions } from "./vocabulary.ts";

/**
 * Keeps a video that was uploaded and waits under its SHA-256. Out of the cache when another film had the same one and was
 * first, or when a worker stopped right after it had moved it there.
 */
export async function takeUpload(
  db: Db,
  { sha256, signal }: { sha256: string; signal?: AbortSignal | undefined },
): Promise<StoredVideo> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw downloadError("The uploaded video is no longer there.");
  const path = join(env.DATA_DIR, "cache/uploads", sha256);
  if (await isThere(path)) return readUpload(path, signal);
  const [row] = await db.select().from(cacheVideoFiles).where(eq(cacheVideoFiles.fileHash, sha256)).limit(1);
  const format = videoExtensions.find((extension) => extension === row?.format);
  if (!row || !format) return takeMoved(sha256, signal);
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

/** A worker stopped after it had moved the file into the cache, and before its row was written. */
async function takeMoved(sha256: string, signal: AbortSignal | undefined): Promise<StoredVideo> {
  for (const extension of videoExtensions) {
    const path = join(env.DATA_DIR, videoPath(sha256, extension));
    if (await isThere(path)) return readUpload(path, signal);
  }
  throw downloadError("The uploaded video is no longer there. Upload it again.");
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
