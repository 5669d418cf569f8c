import { lstat } from "node:fs/promises";
import { isAppError, messageOf } from "#lib/errors.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { hashFile } from "#lib/files/fingerprint.ts";

/** What is remembered of a file that was written. */
export type Remembered = { path: string; hash: string; sizeBytes: number | null; modifiedMs: number | null };

export type FileState = "good" | "missing" | "damaged" | "changed" | "busy" | { problem: string };

/**
 * Reads a file and compares it with what was written. Other bytes under the same size and time are damage that nobody did
 * (bit rot); with another size or time somebody changed it. `busy`: it is being written right now.
 */
export async function lookAtFile(
  { path, hash, sizeBytes, modifiedMs }: Remembered,
  signal: AbortSignal | undefined,
): Promise<{ state: FileState; bytes: number }> {
  try {
    const facts = await lstat(path).catch((error: unknown) => Promise.reject(diskError("look at", path, error)));
    if (!facts.isFile()) return { state: "changed", bytes: 0 };
    // Size and time of what was read: another file may have been put in its place since it was looked at.
    const { sha256, sizeBytes: bytes, mtimeMs } = await hashFile(path, { signal });
    if (sha256 === hash) return { state: "good", bytes };
    const isAsWritten = bytes === sizeBytes && Math.floor(mtimeMs) === modifiedMs;
    return { state: isAsWritten ? "damaged" : "changed", bytes };
  } catch (error) {
    signal?.throwIfAborted();
    if (!isAppError(error)) throw error;
    if (isMissing(error.cause)) return { state: "missing", bytes: 0 };
    return { state: error.code === "conflict" ? "busy" : { problem: messageOf(error) }, bytes: 0 };
  }
}

/** Whether something lies there. Throws AppError `disk` when that cannot be told. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw diskError("look at", path, error);
  }
}
