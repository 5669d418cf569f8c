import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { diskError } from "#lib/files/disk-error.ts";
import { resolveInside } from "#lib/files/safe-path.ts";
import { temporaryName } from "#lib/files/temporary-name.ts";
import { processWide } from "#lib/providers/process-wide.ts";
import { kindBytes, videoKindOf } from "./video-kind.ts";
import { maxTrailerBytes, type VideoExtension } from "./vocabulary.ts";

/** Shared with uploaded pictures, whose names are hashes too: what nobody takes is swept after a week. */
const folder = "cache/uploads";

/** More at a time would fill the disk and the line for everybody else (S21). */
const mostAtATime = 3;

export type VideoUpload = { sha256: string; extension: VideoExtension; sizeBytes: number };

/**
 * Writes an uploaded video to disk as it comes in, so that memory holds one piece of it only, and keeps it under its
 * SHA-256 until the worker has read it. `maxBytes` is for tests. What was sent of an upload that breaks off is removed.
 * Throws AppError `unsupported` at its first bytes when it is no video, `too_large` as soon as it is, `invalid` when it is
 * empty, `too_many` while others are under way, `disk` for a full disk.
 */
export async function keepVideoUpload(
  body: ReadableStream<Uint8Array> | null,
  { maxBytes = maxTrailerBytes }: { maxBytes?: number } = {},
): Promise<VideoUpload> {
  if (body === null) throw new AppError("invalid", "The uploaded file is empty.");
  const running = processWide<{ count: number }>("trailers.uploads", () => ({ count: 0 }));
  if (running.count >= mostAtATime) {
    throw new AppError("too_many", `${mostAtATime} videos are being uploaded already. Try again when one is done.`);
  }
  running.count += 1;
  try {
    return await writeUpload(body, maxBytes);
  } finally {
    running.count -= 1;
  }
}

async function writeUpload(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<VideoUpload> {
  await mkdir(join(env.DATA_DIR, folder), { recursive: true }).catch(failed(folder));
  const temporary = await resolveInside(env.DATA_DIR, `${folder}/${temporaryName()}`);
  const fail = failed(temporary);
  try {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = await open(temporary, flags, 0o600).catch(fail);
    let upload: VideoUpload;
    try {
      upload = await receive(body, { write: (chunk) => file.writeFile(chunk).catch(fail), maxBytes });
      await file.sync().catch(fail);
    } finally {
      await file.close();
    }
    await rename(temporary, await resolveInside(env.DATA_DIR, `${folder}/${upload.sha256}`)).catch(fail);
    return upload;
  } finally {
    await rm(temporary, { force: true });
  }
}

const failed =
  (path: string) =>
  (error: unknown): never => {
    throw diskError("keep the upload in", path, error);
  };

type Receiver = { write: (chunk: Uint8Array) => Promise<void>; maxBytes: number };

async function receive(body: ReadableStream<Uint8Array>, { write, maxBytes }: Receiver): Promise<VideoUpload> {
  const name = "The uploaded file";
  const hash = createHash("sha256");
  let extension: VideoExtension | undefined;
  let head: Uint8Array = new Uint8Array();
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw new AppError("too_large", "The video is larger than 500 MB.");
    if (extension === undefined) {
      head = Buffer.concat([head, chunk.subarray(0, kindBytes)]);
      if (head.byteLength >= kindBytes) extension = videoKindOf(head, name);
    }
    hash.update(chunk);
    await write(chunk);
  }
  if (sizeBytes === 0) throw new AppError("invalid", `${name} is empty.`);
  return { sha256: hash.digest("hex"), extension: extension ?? videoKindOf(head, name), sizeBytes };
}
