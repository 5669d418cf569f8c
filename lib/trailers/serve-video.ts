import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles, trailerCandidates } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { resolveInside } from "#lib/files/safe-path.ts";
import { videoExtensions, videoTypes } from "./vocabulary.ts";

export type ServedVideo = {
  /** Opens it to be read; whoever does closes it. */
  open(): Promise<FileHandle>;
  sizeBytes: number;
  /** Its SHA-256: the bytes behind it never change. */
  hash: string;
  contentType: string;
  name: string;
};

const videoFolder = "cache/videos/";
const gone = (cause?: unknown) =>
  new AppError("not_found", "The file of this trailer is not in the cache. Download it again.", { cause });

/**
 * The cached file of a trailer. What the row says of its place and kind is checked again: only a regular file below
 * the cache's own folder, of a kind that is kept, is read. Throws not_found for everything else.
 */
export async function findTrailerVideo(db: Db, { candidateId }: { candidateId: number }): Promise<ServedVideo> {
  const [row] = await db
    .select({ filePath: cacheVideoFiles.filePath, hash: cacheVideoFiles.fileHash })
    .from(trailerCandidates)
    .innerJoin(cacheVideoFiles, eq(cacheVideoFiles.id, trailerCandidates.cacheVideoFileId))
    .where(eq(trailerCandidates.id, candidateId));
  if (!row) throw new AppError("not_found", "This trailer is not downloaded.");
  const extension = videoExtensions.find((each) => row.filePath.endsWith(`.${each}`));
  if (extension === undefined || !row.filePath.startsWith(videoFolder)) throw gone();
  const path = await resolveInside(`${env.DATA_DIR}/${videoFolder}`, row.filePath.slice(videoFolder.length));
  const file = await openRegular(path);
  const { size: sizeBytes } = await file.stat().finally(() => file.close());
  const name = `${row.hash.slice(0, 12)}.${extension}`;
  return { open: () => openRegular(path), sizeBytes, hash: row.hash, contentType: videoTypes[extension], name };
}

async function openRegular(path: string): Promise<FileHandle> {
  // Without O_NONBLOCK, opening a named pipe that nobody writes to never returns.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      throw isMissing(error) ? gone(error) : diskError("read the trailer", path, error);
    },
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw gone();
}
