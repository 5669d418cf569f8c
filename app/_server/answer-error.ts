import { z } from "zod";
import { isBusy } from "#db/errors.ts";
import { AppError, type ErrorCode, errorStatus, isAppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { plainIssue } from "#lib/plain-issues.ts";

export type ActionError = { code: ErrorCode; message: string; field?: string; details?: Record<string, unknown> };

// What a schema says itself comes before these words.
z.config({ localeError: plainIssue });

/** Codes of a database that is away, from node:net and postgres.js. */
const away =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[123])$/;

/**
 * Turns anything thrown into what a person may read. Known errors keep their words; the others are logged in full and
 * answered without their text, which may hold paths and addresses.
 */
export function answerError(error: unknown, what: Record<string, unknown>): ActionError {
  const known = knownError(error);
  if (!known) {
    log.error({ err: error, ...what }, "A request failed");
    return { code: "internal", message: "Something went wrong on the server. Its log has the details. Try again." };
  }
  if (errorStatus[known.code] >= 500) log.error({ err: error, ...what }, known.message);
  const { code, message, field, details } = known;
  return { code, message, ...(field === undefined ? {} : { field }), ...(details === undefined ? {} : { details }) };
}

function knownError(error: unknown): AppError | undefined {
  if (isAppError(error)) return error;
  if (error instanceof z.ZodError) return invalidInput(error);
  if (isBusy(error))
    return new AppError("unavailable", "The database is busy. Try again in a moment.", { cause: error });
  if (codesOf(error).some((code) => away.test(code))) {
    return new AppError("unavailable", "The database does not answer. Try again in a moment.", { cause: error });
  }
  return undefined;
}

/** The first problem names the field; all of them are in `details.issues`. */
function invalidInput(error: z.ZodError): AppError {
  const issues = error.issues.slice(0, 20).map(({ path, message }) => ({ field: path.join("."), message }));
  const first = issues[0];
  const message = first
    ? first.field
      ? `${first.field}: ${first.message}`
      : first.message
    : "The input is not valid.";
  return new AppError("invalid", message, { cause: error, field: first?.field ?? "", details: { issues } });
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let current = error, depth = 0; current instanceof Error && depth < 10; current = current.cause, depth++) {
    if ("code" in current && typeof current.code === "string") codes.push(current.code);
  }
  return codes;
}

/** An error as `application/problem+json` (RFC 9457) with code, message and field. */
export function problemResponse(error: unknown, what: Record<string, unknown>): Response {
  const answer = answerError(error, what);
  const status = errorStatus[answer.code];
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  const retryAfter = answer.details?.retryAfterSeconds;
  if (typeof retryAfter === "number") headers.set("retry-after", String(retryAfter));
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="Metarr"');
  return new Response(JSON.stringify({ type: "about:blank", title: answer.code, status, ...answer }), {
    status,
    headers,
  });
}
