import { isAppError, messageOf } from "#lib/errors.ts";
import { Permanent, RetryLater } from "#lib/jobs/outcomes.ts";
import { retryDelayMs, troubleOf } from "#lib/providers/errors.ts";

/** Troubles that another try cannot cure: somebody has to change a setting first. */
const permanent: readonly string[] = ["key", "refused", "address", "too_large"];

/**
 * Runs what asks a provider, and says in the words of the queue what its errors mean: an open breaker and a rate limit
 * give the attempt back, a refused key fails at once, everything else is tried again as often as the catalog says.
 */
export async function askProvider<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const delayMs = retryDelayMs(error);
    if (delayMs !== undefined) throw new RetryLater({ delayMs, reason: messageOf(error) });
    if (permanent.includes(troubleOf(error) ?? "")) throw new Permanent(messageOf(error), { cause: error });
    throw error;
  }
}

/** Undefined with the reason when there is no provider to ask: switched off, or without a key. That is no failure. */
export async function openOrExplain<T>(open: () => Promise<T>): Promise<{ opened: T } | { because: string }> {
  try {
    return { opened: await open() };
  } catch (error) {
    if (troubleOf(error) === "off") return { because: messageOf(error) };
    throw error;
  }
}

/** Undefined when the film is gone, which a job does not mind. */
export async function unlessGone<T>(find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (isAppError(error, "not_found")) return undefined;
    throw error;
  }
}
