import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "#lib/errors.ts";

/** No event is nested deeper than ten; what reads it calls itself for every level. */
const maxDepth = 64;

const bodySchema = z.looseObject({ eventType: z.string().min(1).max(100) });

export type WebhookBody = { payload: z.output<typeof bodySchema>; hash: string };

/**
 * Reads the body of a webhook: any object with an event type, whatever else it holds. `hash` is the same for the same text.
 * Throws invalid for what is no such JSON.
 */
export function readWebhookBody(text: string): WebhookBody {
  if (isDeep(text)) throw new AppError("invalid", "The body is nested too deeply.");
  return { payload: bodySchema.parse(parse(text)), hash: createHash("sha256").update(text).digest("hex") };
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.parse(withoutUnfit(JSON.stringify(value)));
  } catch (error) {
    throw new AppError("invalid", "The body is not valid JSON.", { cause: error });
  }
}

/** PostgreSQL keeps no NUL and no half of a character, which JSON writes as \u0000 and \ud800. A backslash may be one of two. */
const withoutUnfit = (json: string): string =>
  json.replaceAll(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (found) => (found === "\\\\" ? found : "\\ufffd"));

function isDeep(text: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isText && sign === "\\") at += 1;
    else if (sign === '"') isText = !isText;
    else if (!isText && (sign === "{" || sign === "[")) depth += 1;
    else if (!isText && (sign === "}" || sign === "]")) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
