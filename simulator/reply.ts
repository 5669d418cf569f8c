import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { FaultRule } from "./faults.ts";

/** An answer ready to be sent. */
export type Reply = { status: number; contentType: string; body: Buffer; headers?: Record<string, string> };

export function jsonReply(
  body: object,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Reply {
  return { status, contentType: "application/json;charset=utf-8", body: Buffer.from(JSON.stringify(body)), headers };
}

const HTML = Buffer.from(
  "<!doctype html><html><head><title>Sorry</title></head><body>Please come back later.</body></html>",
);

/** Bodies in place of the real one. */
const bodies: Readonly<Record<NonNullable<FaultRule["body"]>, (reply: Reply) => Partial<Reply>>> = {
  empty: () => ({ body: Buffer.alloc(0) }),
  emptyObject: () => ({ body: Buffer.from("{}") }),
  garbage: (reply) => ({
    body: reply.contentType.startsWith("image/")
      ? Buffer.from("\u0000not a picture\u0001".repeat(40))
      : Buffer.from('{"page":1,"results":[{"id":'),
  }),
  html: () => ({ body: HTML, contentType: "text/html" }),
  truncated: (reply) => ({ body: reply.body.subarray(0, Math.floor(reply.body.length / 2)) }),
  cut: () => ({}),
  stall: () => ({}),
  huge: () => ({}),
};

/** The reply as the fault changes it. */
export function disturb(reply: Reply, fault: FaultRule): Reply {
  const merged = fault.merge === undefined ? reply : overlay(reply, fault.merge);
  const changed: Reply = { ...merged, ...(fault.body === undefined ? {} : bodies[fault.body](merged)) };
  if (fault.text !== undefined) changed.body = Buffer.from(fault.text);
  if (fault.contentType !== undefined) changed.contentType = fault.contentType;
  if (fault.retryAfter !== undefined) changed.headers = { ...changed.headers, "retry-after": String(fault.retryAfter) };
  if (fault.redirect === undefined) return changed;
  return { ...changed, status: 302, body: Buffer.alloc(0), headers: { ...changed.headers, location: fault.redirect } };
}

/** The JSON answer with other fields; an answer that is no object stays as it is. */
function overlay(reply: Reply, fields: Record<string, unknown>): Reply {
  if (!reply.contentType.startsWith("application/json")) return reply;
  const body: unknown = JSON.parse(reply.body.toString("utf8"));
  if (typeof body !== "object" || body === null || Array.isArray(body)) return reply;
  return { ...reply, body: Buffer.from(JSON.stringify({ ...body, ...fields })) };
}

/**
 * Sends the reply, whole or as the fault wants; answers a conditional request with 304. Returns the status, and how many
 * bytes of the body were written.
 */
export async function send(
  exchange: { request: IncomingMessage; response: ServerResponse },
  { reply, fault }: { reply: Reply; fault?: FaultRule | undefined },
): Promise<{ status: number; bytes: number }> {
  const { request, response } = exchange;
  const tag = `W/"${createHash("sha1").update(reply.body).digest("base64url")}"`;
  const fresh = reply.status === 200 && request.headers["if-none-match"] === tag;
  const status = fresh ? 304 : reply.status;
  const caching = reply.status === 200 ? { etag: tag, "cache-control": "public, max-age=21600" } : {};
  const length = fresh ? {} : lengthOf(reply, fault);
  response.writeHead(status, { ...caching, ...length, ...reply.headers });
  if (fresh || request.method === "HEAD") response.end();
  else if (fault?.body === "cut") cutOff(response, reply.body);
  else if (fault?.body === "stall") response.write(half(reply.body));
  else if (fault?.body === "huge") return { status, bytes: await pour(response, fault.hugeBytes ?? HUGE_BYTES) };
  else if (fault?.bytesPerSecond !== undefined) await trickle(response, reply.body, fault.bytesPerSecond);
  else response.end(reply.body);
  return { status, bytes: fresh ? 0 : reply.body.length };
}

const HUGE_BYTES = 10 * 1024 ** 3;

function lengthOf(reply: Reply, fault: FaultRule | undefined): Record<string, string | number> {
  const type = { "content-type": reply.contentType };
  if (fault?.body !== "huge") return { ...type, "content-length": reply.body.length };
  return fault.hugeLength ? { ...type, "content-length": fault.hugeBytes ?? HUGE_BYTES } : type;
}

const half = (body: Buffer) => body.subarray(0, Math.max(1, Math.floor(body.length / 2)));

/** Writes one endless JSON text as fast as the client reads, and stops where it hangs up. */
async function pour(response: ServerResponse, total: number): Promise<number> {
  const piece = Buffer.alloc(64 * 1024, "a");
  const gone = new Promise<void>((resolve) => response.once("close", resolve));
  let written = 0;
  response.write('{"text":"'.slice(0, total));
  written += Math.min(9, total);
  while (written < total && !response.destroyed) {
    const next = piece.subarray(0, Math.min(piece.length, total - written));
    written += next.length;
    if (response.write(next)) await new Promise((resolve) => setImmediate(resolve));
    else await Promise.race([new Promise((resolve) => response.once("drain", resolve)), gone]);
  }
  response.end();
  return written;
}

function cutOff(response: ServerResponse, body: Buffer): void {
  response.write(half(body), () => response.destroy());
}

async function trickle(response: ServerResponse, body: Buffer, bytesPerSecond: number): Promise<void> {
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step));
    await wait(100);
  }
  response.end();
}
