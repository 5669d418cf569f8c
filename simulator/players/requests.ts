import type { IncomingMessage, ServerResponse } from "node:http";

/** One request as it was answered; secrets are not kept. */
export type PlayerRequest = {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  status: number;
};

export async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString("utf8");
}

export function sendJson(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
