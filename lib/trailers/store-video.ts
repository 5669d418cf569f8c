import { lstat, mkdir, open, rename, rm, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { cacheVideoFiles, type TrailerOwner } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { hashFile } from "#lib/files/fingerprint.ts";
import { probeMedia } from "#lib/files/probe.ts";
import { flushFolder } from "#lib/files/write-atomic.ts";
import { maxTrailerBytes, type VideoExtension } from "./vocabulary.ts";

/** A video in the cache, as it turned out to be. */
export type StoredVideo = {
  sha256: string;
  /** Relative to DATA_DIR. */
  filePath: string;
  sizeBytes: number;
  format: VideoExtension;
  durationSeconds: number | null;
  width: number;
  height: number;
  codec: string;
};

/** What the bytes are, by the reader's word. Names and content types are not believed. */
const formats: Readonly<Record<string, VideoExtension>> = { mp4: "mp4", webm: "webm", matroska: "mkv" };

/** Where a cached trailer lies, relative to DATA_DIR. */
export const videoPath = (sha256: string, format: VideoExtension): string =>
  `cache/videos/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.${format}`;

/**
 * Reads what a file really is and moves it into the cache, named by its content. It has to lie on the disk of DATA_DIR, and
 * is gone from where it was, unless that is its place in the cache. No row is written: a file without one goes to the
 * recycle bin after 30 days.
 * Throws `unsupported` for what is no video that browsers and players take, `too_large`, and `disk`.
 */
export async function storeVideo(
  path: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<StoredVideo> {
  const facts = await probeMedia(path, { signal });
  const format = formats[facts.container];
  const [picture] = facts.video;
  if (format === undefined || !picture || picture.width <= 0 || picture.height <= 0) {
    throw new AppError("unsupported", "This is no MP4, WebM or Matroska video.");
  }
  if (facts.sizeBytes > maxTrailerBytes) throw new AppError("too_large", "The video is larger than 500 MB.");
  const { sha256, sizeBytes } = await hashFile(path, { signal });
  const filePath = videoPath(sha256, format);
  await moveInto(path, join(env.DATA_DIR, filePath));
  const { width, height, codec } = picture;
  const durationSeconds = facts.durationSeconds === null ? null : Math.round(facts.durationSeconds);
  return { sha256, filePath, sizeBytes, format, durationSeconds, width, height, codec };
}

/** Content-addressed: a file that is there is right. Touched, so that the sweep of files without a row spares it. */
async function moveInto(from: string, to: string): Promise<void> {
  try {
    if (await isThere(to)) {
      const now = new Date();
      await utimes(to, now, now);
      if (from !== to) await rm(from, { force: true });
      return;
    }
    await mkdir(dirname(to), { recursive: true });
    const file = await open(from, "r+");
    await file.sync().finally(() => file.close());
    failpoint("trailer.flushed");
    await rename(from, to);
    await flushFolder(dirname(to));
    failpoint("trailer.renamed");
  } catch (error) {
    throw diskError("keep the trailer", to, error);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

export type VideoSource = {
  sourceType: "provider" | "user" | "upload";
  sourceUrl: string | null;
  providerName: string | null;
};

/** The row of a stored video for its owner; the one that is there when it has this very file already. Returns its id. */
export async function saveVideoRow(
  tx: Tx,
  params: { entityType: TrailerOwner; entityId: number; video: StoredVideo; source: VideoSource },
): Promise<number> {
  const { entityType, entityId, video, source } = params;
  const [known] = await tx
    .select({ cacheVideoFileId: cacheVideoFiles.id })
    .from(cacheVideoFiles)
    .where(
      and(
        eq(cacheVideoFiles.entityType, entityType),
        eq(cacheVideoFiles.entityId, entityId),
        eq(cacheVideoFiles.fileHash, video.sha256),
      ),
    );
  if (known) return known.cacheVideoFileId;
  const { sha256, sizeBytes, ...facts } = video;
  const [saved] = await tx
    .insert(cacheVideoFiles)
    .values({
      ...{ entityType, entityId, ...source, ...facts },
      fileName: `${sha256}.${video.format}`,
      fileSizeBytes: sizeBytes,
      fileHash: sha256,
    })
    .returning({ cacheVideoFileId: cacheVideoFiles.id });
  if (!saved) throw new Error("The row of a cached trailer was not saved.");
  return saved.cacheVideoFileId;
}
