import { createHash, type Hash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "#lib/errors.ts";
import { diskError } from "./disk-error.ts";

const blockBytes = 64 * 1024;

export type FileFacts = { name: string; sizeBytes: number; mtimeMs: number };

/**
 * One value for what lies directly in a folder: it changes when a file or folder there appears, vanishes, is renamed
 * or written. The order of listing does not matter.
 */
export function fingerprintFolder(files: readonly FileFacts[], folders: readonly string[]): string {
  const hash = createHash("sha256");
  // A zero byte cannot be part of a name, so two lists never read the same.
  const lines = files.map((file) => `f\0${file.name}\0${file.sizeBytes}\0${file.mtimeMs}`);
  for (const folder of folders) lines.push(`d\0${folder}`);
  for (const line of lines.sort()) hash.update(line).update("\0\0");
  return hash.digest("hex").slice(0, 32);
}

/**
 * SHA-256 of the size and the first and last 64 KiB: enough to recognise a renamed film without reading all of it.
 * Throws AppError `conflict` when the file changes meanwhile (it is still being copied): try later.
 */
export async function hashPartially(path: string, options: { signal?: AbortSignal | undefined } = {}): Promise<string> {
  return withStableFile(path, async (file, { size: sizeBytes }) => {
    const hash = createHash("sha256").update(String(sizeBytes)).update("\0");
    await hashRange(file, hash, { from: 0, to: Math.min(blockBytes, sizeBytes) });
    options.signal?.throwIfAborted();
    await hashRange(file, hash, { from: Math.max(blockBytes, sizeBytes - blockBytes), to: sizeBytes });
    return hash.digest("hex");
  });
}

/** SHA-256 of the whole file, with its size and time as it was open. Throws as hashPartially does. */
export async function hashFile(
  path: string,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<{ sha256: string; sizeBytes: number; mtimeMs: number }> {
  return withStableFile(path, async (file, { size: sizeBytes, mtimeMs }) => {
    const hash = createHash("sha256");
    // Of a small file no more is set aside than it holds: a megabyte for each of thousands keeps Node clearing up.
    const highWaterMark = Math.min(1 << 20, sizeBytes + 1);
    const stream = file.createReadStream({ autoClose: false, start: 0, highWaterMark });
    for await (const chunk of stream) {
      options.signal?.throwIfAborted();
      hash.update(chunk);
    }
    return { sha256: hash.digest("hex"), sizeBytes, mtimeMs };
  });
}

async function hashRange(file: FileHandle, hash: Hash, range: { from: number; to: number }): Promise<void> {
  const buffer = Buffer.allocUnsafe(blockBytes);
  for (let at = range.from; at < range.to; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(blockBytes, range.to - at), at);
    if (bytesRead === 0) return;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}

async function withStableFile<T>(path: string, body: (file: FileHandle, facts: Stats) => Promise<T>): Promise<T> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: unknown) => Promise.reject(diskError("read the file", path, error)),
  );
  try {
    const before = await file.stat();
    const result = await body(file, before);
    const after = await file.stat();
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) throw stillChanging(path);
    return result;
  } catch (error) {
    throw error instanceof Error && error.name === "AbortError" ? error : diskError("read the file", path, error);
  } finally {
    await file.close();
  }
}

function stillChanging(path: string): AppError {
  return new AppError("conflict", `${path} changed while it was read. It is looked at again when it is complete.`, {
    details: { path },
  });
}
