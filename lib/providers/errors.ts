import { AppError, isAppError } from "#lib/errors.ts";

/** What kind of trouble a provider made. Programs decide by it, people read the message. */
export type Trouble =
  | "key"
  | "refused"
  | "rate_limit"
  | "server"
  | "garbage"
  | "timeout"
  | "connection"
  | "redirects"
  | "too_large"
  | "address"
  | "breaker"
  | "off";

/** Kinds that count as a failure of the provider itself: five in a row open the breaker. */
const failures: readonly string[] = ["server", "garbage", "timeout", "connection", "redirects", "too_large"];
/** Kinds that a second try may cure. */
const passing: readonly string[] = ["server", "garbage", "timeout", "connection"];

const codes = {
  key: "provider",
  refused: "provider",
  rate_limit: "too_many",
  server: "unavailable",
  garbage: "provider",
  timeout: "unavailable",
  connection: "unavailable",
  redirects: "unavailable",
  too_large: "too_large",
  address: "invalid",
  breaker: "unavailable",
  off: "unavailable",
} as const satisfies Record<Trouble, string>;

/** Something a provider did wrong or refused. `retryAfterMs`: when asking again makes sense. */
export function providerError(
  kind: Trouble,
  message: string,
  options: { cause?: unknown; retryAfterMs?: number; status?: number } = {},
): AppError {
  const { cause, ...facts } = options;
  return new AppError(codes[kind], message, { cause, details: { kind, ...facts } });
}

/** How every refusal of a key is said, so that the last error of a provider can be known as one. */
const keyRefused = "refused the API key";

/** The provider does not take the key. */
export const refusedKeyError = (label: string, facts: { status: number }): AppError =>
  providerError("key", `${label} ${keyRefused}. Check it in Settings, Providers.`, facts);

/** Whether what is kept of a provider's last error says that it does not take the key. */
export const saysKeyRefused = (lastError: string | null): boolean => lastError?.includes(keyRefused) ?? false;

/** The kind of a provider's error; undefined for every other error. */
export function troubleOf(error: unknown): string | undefined {
  const kind = isAppError(error) ? error.details?.kind : undefined;
  return typeof kind === "string" ? kind : undefined;
}

export const isFailure = (error: unknown): boolean => failures.includes(troubleOf(error) ?? "");
/** Time alone does not cure it: somebody has to enter another key, or switch the provider on. */
export const needsSetting = (error: unknown): boolean => ["key", "off"].includes(troubleOf(error) ?? "");
export const mayPass = (error: unknown): boolean => passing.includes(troubleOf(error) ?? "");

/**
 * How long to wait before asking again: what an open breaker or a rate limit says. Undefined when the provider named no
 * time, and for every other error.
 */
export function retryDelayMs(error: unknown): number | undefined {
  const given = isAppError(error) ? error.details?.retryAfterMs : undefined;
  return typeof given === "number" ? given : undefined;
}
