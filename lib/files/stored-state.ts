import { isAppError, messageOf } from "#lib/errors.ts";
import { isMissing } from "./disk-error.ts";
import { hashFile } from "./fingerprint.ts";
import { resolveInside } from "./safe-path.ts";

export type StoredState = "good" | "damaged" | "missing" | { problem: string };

/** Whether a file holds the bytes of its hash. A problem: it cannot be read for a reason that may pass, so nothing is done to it. */
export async function readStoredState(
  file: { root: string; path: string; hash: string },
  signal: AbortSignal | undefined,
): Promise<StoredState> {
  try {
    const path = await resolveInside(file.root, file.path);
    return (await hashFile(path, { signal })).sha256 === file.hash ? "good" : "damaged";
  } catch (error) {
    signal?.throwIfAborted();
    if (isAppError(error) && isMissing(error.cause)) return "missing";
    return { problem: messageOf(error) };
  }
}
