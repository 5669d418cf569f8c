import type { z } from "zod";
import { type HttpAnswer, maxJsonBytes, sendRequest } from "#lib/providers/http.ts";
import { type OpenOptions, type PlayerAddress, usualPatience } from "./player.ts";
import { failedAnswer, refusedLogin, strangeAnswer } from "./player-error.ts";

export type HttpAsk = {
  /** Below the address of the player, such as /System/Info. */
  path: string;
  query?: Record<string, string | number | boolean>;
  method?: "GET" | "POST" | "PUT";
  headers?: Record<string, string>;
  json?: unknown;
};

export type HttpPlayer = {
  send(ask: HttpAsk): Promise<HttpAnswer>;
  read<T>(ask: HttpAsk, schema: z.ZodType<T>): Promise<T>;
};

/** Statuses that tell of the moment and not of what answers: a time-out, and too many questions. */
const passing: readonly number[] = [408, 429];

/**
 * HTTP to one player. An administrator set its address, so it may lie inside this network; nothing else may, not even
 * where it redirects to. Throws AppError in words for people.
 */
export function httpPlayer(
  { kind, name, url }: PlayerAddress,
  { headers, signal, patience = usualPatience }: OpenOptions & { headers: Record<string, string> },
): HttpPlayer {
  const base = new URL(url);
  const allowedHosts = new Set([base.host]);

  async function send(ask: HttpAsk): Promise<HttpAnswer> {
    const target = new URL(base);
    target.pathname = base.pathname.replace(/\/+$/, "") + ask.path;
    for (const [key, value] of Object.entries(ask.query ?? {})) target.searchParams.set(key, String(value));
    const answer = await sendRequest({
      url: target.href,
      method: ask.method ?? "GET",
      headers: {
        ...headers,
        ...ask.headers,
        ...(ask.json === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(ask.json === undefined ? {} : { body: JSON.stringify(ask.json) }),
      maxBytes: maxJsonBytes,
      allowedHosts,
      signal,
      totalMs: patience.requestMs,
    });
    if (answer.status === 401 || answer.status === 403) throw refusedLogin(name, kind);
    if (answer.status >= 500 || passing.includes(answer.status)) throw failedAnswer(name, answer.status);
    if (answer.status >= 400) throw strangeAnswer(name, `with status ${answer.status}`);
    return answer;
  }

  return {
    send,
    read: async (ask, schema) => {
      const { body } = await send(ask);
      const parsed = schema.safeParse(parseJson(new TextDecoder().decode(body)));
      if (!parsed.success) throw strangeAnswer(name, "something that is not understood", parsed.error);
      return parsed.data;
    },
  };
}

/** Undefined for what is no JSON, which no schema accepts. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
