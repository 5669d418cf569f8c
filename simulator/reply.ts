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
};

/** The reply as the fault changes it. */
export function disturb(reply: Reply, fault: FaultRule): Reply {
  const changed: Reply = { ...reply, ...(fault.body === undefined ? {} : bodies[fault.body](reply)) };
  if (fault.text !== undefined) changed.body = Buffer.from(fault.text);
  if (fault.contentType !== undefined) changed.contentType = fault.contentType;
  if (fault.retryAfter !== undefined) changed.headers = { ...changed.headers, "retry-after": String(fault.retryAfter) };
  if (fault.redirect === undefined) return changed;
  return { ...changed, status: 302, body: Buffer.alloc(0), headers: { ...changed.headers, location: fault.redirect } };
}

/** Sends the reply, whole or as the fault wants; answers a conditional request with 304. */
export async function send(
  exchange: { request: IncomingMessage; response: ServerResponse },
  { reply, fault }: { reply: Reply; fault?: FaultRule | undefined },
): Promise<number> {
  const { request, response } = exchange;
  const tag = `W/"${createHash("sha1").update(reply.body).digest("base64url")}"`;
  const fresh = reply.status === 200 && request.headers["if-none-match"] === tag;
  const status = fresh ? 304 : reply.status;
  const caching = reply.status === 200 ? { etag: tag, "cache-control": "public, max-age=21600" } : {};
  const length = fresh ? {} : { "content-type": reply.contentType, "content-length": reply.body.length };
  response.writeHead(status, { ...caching, ...length, ...reply.headers });
  if (fresh || request.method === "HEAD") response.end();
  else if (fault?.body === "cut") cutOff(response, reply.body);
  else if (fault?.bytesPerSecond !== undefined) await trickle(response, reply.body, fault.bytesPerSecond);
  else response.end(reply.body);
  return status;
}

function cutOff(response: ServerResponse, body: Buffer): void {
  response.write(body.subarray(0, Math.max(1, Math.floor(body.length / 2))), () => response.destroy());
}

async function trickle(response: ServerResponse, body: Buffer, bytesPerSecond: number): Promise<void> {
  const step = Math.max(1, Math.floor(bytesPerSecond / 10));
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step));
    await wait(100);
  }
  response.end();
}
