import { messageOf } from "#lib/errors.ts";
import type { AskOptions, ConnectionVerdict } from "./provider.ts";

/**
 * Makes a verdict of one small question: what it returns, in one sentence, or what went wrong. Throws only when the
 * signal was aborted.
 */
export async function tryConnection(
  ask: () => Promise<ConnectionVerdict>,
  options: AskOptions = {},
): Promise<ConnectionVerdict> {
  try {
    return await ask();
  } catch (error) {
    options.signal?.throwIfAborted();
    return { ok: false, message: messageOf(error) };
  }
}
