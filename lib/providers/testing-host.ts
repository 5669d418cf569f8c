import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type FaultRule, faultBoard } from "#simulator/faults.ts";
import { disturb, jsonReply, type Reply, send } from "#simulator/reply.ts";

export type TestHost = {
  url: string;
  /** Path and query of every request, the oldest first. */
  asked: string[];
  /** The headers of the last request. */
  lastHeaders: () => IncomingMessage["headers"];
  /** Disturbs all that follows; nothing heals it. */
  strike(rule?: FaultRule): void;
  close(): Promise<void>;
};

/** What a path and its query are answered with; a redirect is a Location. Undefined: 404 with `missing`. */
export type Answers = (url: URL) => { status?: number; body: object | null } | { redirect: string } | undefined;

/** A provider of a test: it answers with the bodies it is given, and misbehaves on demand as the simulator does. */
export async function startHost(answers: Answers, missing: object | null): Promise<TestHost> {
  const board = faultBoard({});
  const asked: string[] = [];
  let headers: IncomingMessage["headers"] = {};

  function replyTo(url: URL): Reply {
    const answer = answers(url);
    if (answer === undefined) return asReply(missing, 404);
    if ("redirect" in answer) return { ...asReply({}, 301), headers: { location: answer.redirect } };
    return asReply(answer.body, answer.status ?? 200);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://host");
    asked.push(`${url.pathname}${url.search}`);
    headers = request.headers;
    const fault = board.take(url.pathname);
    if (fault?.connection === "reset") response.destroy();
    if (fault?.connection !== undefined) return;
    const reply = fault?.status === undefined ? replyTo(url) : asReply({}, fault.status);
    await send({ request, response }, { reply: fault === undefined ? reply : disturb(reply, fault), fault });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The host has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    lastHeaders: () => headers,
    strike: (rule) => board.set(rule === undefined ? {} : { rules: [rule] }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const asReply = (body: object | null, status: number): Reply =>
  body === null ? { status, contentType: "application/json", body: Buffer.from("null") } : jsonReply(body, { status });
