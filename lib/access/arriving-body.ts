import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";

/** The body of a request that is still on its way in. */
export type ArrivingBody = {
  /** Says that so many bytes were taken out of what waits in memory. */
  taken(sizeBytes: number): void;
  /** Nobody wants the rest: it is read and forgotten, so that the answer reaches who sends it. */
  drop(): void;
};

/** More than this waits in memory for nobody: the sender is held back until some was taken. */
const mostWaitingBytes = 2 * 1024 * 1024;

const key = Symbol.for("metarr.arriving-bodies");

/** One for the process: the server sets it, and the routes are another copy of this module. */
function bodies(): AsyncLocalStorage<ArrivingBody> {
  const existing: AsyncLocalStorage<ArrivingBody> | undefined = Reflect.get(globalThis, key);
  if (existing) return existing;
  const made = new AsyncLocalStorage<ArrivingBody>();
  Reflect.set(globalThis, key, made);
  return made;
}

/** The body of the request that is being answered; undefined where no server watches over it. */
export const findArrivingBody = (): ArrivingBody | undefined => bodies().getStore();

/**
 * Answers a request whose body is read at the pace of its reader. Next takes a body into memory as fast as it comes and
 * without asking for room (NodeNextRequest.stream of version 16), and falls over its own stream when that was given up.
 */
export function withArrivingBody(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  let waitingBytes = 0;
  const count = (chunk: Uint8Array) => {
    waitingBytes += chunk.byteLength;
    if (waitingBytes > mostWaitingBytes) request.pause();
  };
  // A listener of our own would start the stream before anybody else listens, so it comes together with the first.
  const onListener = (event: string | symbol) => {
    if (event !== "data") return;
    request.off("newListener", onListener);
    request.on("data", count);
  };
  request.on("newListener", onListener);
  const body: ArrivingBody = {
    taken(sizeBytes) {
      waitingBytes -= sizeBytes;
      if (waitingBytes <= mostWaitingBytes / 2 && request.isPaused()) request.resume();
    },
    drop() {
      request.off("newListener", onListener);
      request.removeAllListeners("data");
      request.resume();
    },
  };
  response.once("close", () => {
    if (!request.readableEnded) body.drop();
  });
  bodies().run(body, answer);
}
