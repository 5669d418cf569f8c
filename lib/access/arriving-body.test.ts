import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { findArrivingBody, withArrivingBody } from "./arriving-body.ts";

const chunkBytes = 256 * 1024;
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that takes bodies as Next does: every piece at once, whether anybody asks for it or not. */
type Taken = { request: IncomingMessage; queue: Uint8Array[]; ended: Promise<void> };
async function serve(answer: (taken: Taken, response: ServerResponse) => void) {
  const server = createServer((request: IncomingMessage, response) =>
    withArrivingBody(request, response, () => {
      const queue: Uint8Array[] = [];
      const ended = new Promise<void>((done) => request.on("end", done));
      request.on("data", (chunk: Uint8Array) => queue.push(chunk));
      answer({ request, queue, ended }, response);
    }),
  );
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** Sends so many bytes as fast as they are taken. Tells the status, and how many were sent by then. */
function upload(port: number, sizeBytes: number): { answered: Promise<number>; sent: () => number } {
  let sent = 0;
  const client = send({ port, method: "POST", headers: { "content-length": sizeBytes } });
  const answered = new Promise<number>((done, failed) => {
    client.on("response", (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    client.on("error", failed);
  });
  const more = () => {
    while (sent < sizeBytes) {
      sent += chunkBytes;
      if (!client.write(Buffer.alloc(chunkBytes))) return client.once("drain", more);
    }
    return client.end();
  };
  more();
  return { answered, sent: () => sent };
}

test("a body waits for its reader: no more than a few megabytes lie in memory, and all of it arrives", async () => {
  const sizeBytes = 64 * 1024 * 1024;
  let most = 0;
  let total = 0;
  const port = await serve(({ queue, ended }, response) => {
    const body = findArrivingBody();
    const waiting = () => queue.reduce((sum, each) => sum + each.byteLength, 0);
    const timer = setInterval(() => {
      most = Math.max(most, waiting());
      const chunk = queue.shift();
      if (!chunk) return;
      total += chunk.byteLength;
      body?.taken(chunk.byteLength);
    }, 0);
    // As a reader does that is done with what there was.
    void ended.then(() => {
      clearInterval(timer);
      total += waiting();
      response.end("taken");
    });
  });
  expect(await upload(port, sizeBytes).answered).toBe(200);
  expect(total).toBe(sizeBytes);
  expect(most).toBeLessThan(4 * 1024 * 1024);
});

test("a body that is refused is read and forgotten, and its sender gets the answer", async () => {
  let kept = 0;
  const port = await serve(({ queue }, response) => {
    findArrivingBody()?.drop();
    response.writeHead(415).end("refused", () => {
      kept = queue.length;
    });
  });
  expect(await upload(port, 8 * 1024 * 1024).answered).toBe(415);
  expect(kept).toBe(0);
});

test("a body that nobody reads is held back, and forgotten with the answer", async () => {
  const waiting: number[] = [];
  const port = await serve(({ queue, request }, response) => {
    const timer = setInterval(() => {
      if (!request.isPaused()) return;
      clearInterval(timer);
      waiting.push(queue.reduce((sum, each) => sum + each.byteLength, 0));
      response.writeHead(403).end("no");
    }, 1);
  });
  expect(await upload(port, 32 * 1024 * 1024).answered).toBe(403);
  expect(waiting[0]).toBeLessThan(4 * 1024 * 1024);
});
