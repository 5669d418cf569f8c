import { isAppError, messageOf } from "#lib/errors.ts";

/** A handler throws this to be called again later. Costs no attempt: for a provider that says "not now". */
export class RetryLater extends Error {
  override readonly name = "RetryLater";
  readonly delayMs: number;

  constructor({ delayMs, reason }: { delayMs: number; reason: string }) {
    super(reason);
    this.delayMs = delayMs;
  }
}

/** A handler throws this when trying again cannot help. The reason is shown to people. */
export class Permanent extends Error {
  override readonly name = "Permanent";
}

/** Thrown inside a handler whose job belongs to another worker by now. Nothing it did in that transaction is kept. */
export class JobLost extends Error {
  override readonly name = "JobLost";
}

/** Why a handler's signal is aborted. */
export type AbortCause = "cancelled" | "timeout" | "lost" | "stopping";

export class JobAborted extends Error {
  override readonly name = "JobAborted";
  readonly abortCause: AbortCause;

  constructor(abortCause: AbortCause, message: string) {
    super(message);
    this.abortCause = abortCause;
  }
}

/**
 * An error and what caused it, in one line for the job's history. An AppError says all that a person needs; what is
 * below it is technical and stands in the log.
 */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let current: unknown = error; current !== undefined && parts.length < 4; ) {
    const message = messageOf(current);
    if (!parts.includes(message)) parts.push(message);
    current = current instanceof Error && !isAppError(current) ? current.cause : undefined;
  }
  return parts
    .map((part, index) => (index < parts.length - 1 ? part.replace(/[.\s]+$/, "") : part))
    .join(". Cause: ")
    .slice(0, 4000);
}
