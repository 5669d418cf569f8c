import type { z } from "zod";
import type { AppError } from "#lib/errors.ts";
import { providerError, refusedKeyError } from "./errors.ts";
import type { HttpAnswer } from "./http.ts";

/** What a provider's own words in the body mean; undefined: what the status means. */
export type ReadRefusal = (body: unknown, status: number) => AppError | undefined;

/** What the status and body mean. Throws what they mean when they are not an answer to use. */
export function judgeAnswer<T>(
  label: string,
  question: {
    schema: z.ZodType<T>;
    isMissing?: (body: unknown) => boolean;
    missingAt?: readonly number[];
    isConditional: boolean;
    readRefusal?: ReadRefusal | undefined;
  },
  answer: HttpAnswer,
): HttpAnswer | undefined {
  const { status } = answer;
  const facts = { status };
  const refusal = question.readRefusal?.(readJson(answer.body)?.value, status);
  if (refusal !== undefined) throw refusal;
  if (status === 304 && question.isConditional) return answer;
  if (status === 401 || status === 403) throw refusedKeyError(label, facts);
  if (status === 429 || (status === 503 && answer.headers.has("retry-after"))) {
    const retryAfterMs = readRetryAfter(answer.headers.get("retry-after")) ?? 2_000;
    const kind = status === 429 ? "rate_limit" : "server";
    throw providerError(kind, `${label} asked Metarr to slow down (HTTP ${status}).`, {
      ...facts,
      retryAfterMs,
    });
  }
  if (status >= 500) throw providerError("server", `${label} has a problem of its own (HTTP ${status}).`, facts);
  const body = readJson(answer.body);
  const saysMissing = status === 404 || (question.missingAt?.includes(status) ?? false);
  if (saysMissing && body !== undefined && (question.isMissing?.(body.value) ?? true)) return undefined;
  if (status !== 200) {
    throw providerError(
      "refused",
      `${label} answered HTTP ${status}, which Metarr did not expect. Check its address in Settings, Providers.`,
      facts,
    );
  }
  if (body === undefined) {
    const what = answer.body.byteLength === 0 ? "with nothing" : "with something that is not JSON";
    throw providerError("garbage", `${label} answered ${what}.`, facts);
  }
  const parsed = question.schema.safeParse(body.value);
  if (parsed.success) return answer;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: "" };
  throw providerError(
    "garbage",
    `${label} answered with data that Metarr does not understand (${path.join(".") || "all of it"}: ${message}).`,
    facts,
  );
}

/** Seconds or an HTTP date (RFC 9110). Milliseconds from now; undefined when absent or nonsense. */
export function readRetryAfter(header: string | null, nowMs: number = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}

function readJson(body: Uint8Array): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    return { value };
  } catch {
    return undefined;
  }
}

/** The text as the schema has it, or undefined when it is something else. */
export function readText<T>(text: string, schema: z.ZodType<T>): { value: T } | undefined {
  const json = readJson(Buffer.from(text));
  const parsed = json === undefined ? undefined : schema.safeParse(json.value);
  return parsed?.success ? { value: parsed.data } : undefined;
}
