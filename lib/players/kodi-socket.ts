import { connect } from "node:net";
import { WebSocket } from "undici";
import { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { maxJsonBytes } from "#lib/providers/http.ts";
import { parseJson } from "./ask-http.ts";
import { type KodiRpc, type RpcAnswer, readAnswer, rpcAnswer } from "./kodi-rpc.ts";
import { type OpenOptions, type PlayerAddress, usualPatience } from "./player.ts";
import { noAnswer, noConnection } from "./player-error.ts";
import { splitJson } from "./split-json.ts";

const connectMs = 5_000;
/** Where Kodi's remote control listens unless told otherwise. */
const usualPort = 9090;

type Wire = { write(text: string): void; end(): void };
type Ears = { onOpen(): void; onText(text: string): void; onEnd(cause?: unknown): void };
type Waiting = { resolve(answer: RpcAnswer): void; reject(error: unknown): void };

const notification = z.looseObject({ method: z.string() });

/** Kodi's remote control, which tells of events between its answers. Throws `unavailable` when nobody listens there. */
export async function openSocketRpc(
  { name, url }: PlayerAddress,
  { signal, patience = usualPatience }: OpenOptions,
): Promise<KodiRpc> {
  const waiting = new Map<number, Waiting>();
  const events = new Map<string, number>();
  const opened = Promise.withResolvers<void>();
  let buffer = "";
  let lastId = 0;
  let ended: unknown;

  const fail = (error: unknown) => {
    ended ??= error;
    opened.reject(ended);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const take = (text: string) => {
    const message = parseJson(text);
    const event = notification.safeParse(message);
    if (event.success) events.set(event.data.method, (events.get(event.data.method) ?? 0) + 1);
    const answer = rpcAnswer.safeParse(message);
    if (event.success || !answer.success || typeof answer.data.id !== "number") return;
    waiting.get(answer.data.id)?.resolve(answer.data);
    waiting.delete(answer.data.id);
  };
  const wire = openWire(new URL(url), {
    onOpen: opened.resolve,
    onText: (text) => {
      const { whole, rest } = splitJson(buffer + text);
      buffer = rest;
      for (const one of whole) take(one);
      if (buffer.length <= maxJsonBytes) return;
      wire.end();
      fail(new AppError("too_large", `An answer of ${name} is too large and was not read.`));
    },
    onEnd: (cause) => fail(noConnection(name, cause)),
  });
  const onAbort = () => {
    wire.end();
    fail(signal?.reason);
  };
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => fail(noAnswer(name)), connectMs);
  try {
    await opened.promise;
  } catch (error) {
    wire.end();
    throw error;
  } finally {
    clearTimeout(timer);
  }

  return {
    call: async (method, params, schema) => {
      if (ended !== undefined) throw ended;
      lastId += 1;
      const id = lastId;
      const { promise, resolve, reject } = Promise.withResolvers<RpcAnswer>();
      waiting.set(id, { resolve, reject });
      const late = setTimeout(() => {
        waiting.delete(id);
        reject(noAnswer(name));
      }, patience.requestMs);
      try {
        wire.write(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
        return readAnswer(await promise, { name, method, schema });
      } finally {
        clearTimeout(late);
      }
    },
    countEvents: (event) => events.get(event) ?? 0,
    close: () => {
      signal?.removeEventListener("abort", onAbort);
      ended ??= noConnection(name);
      wire.end();
    },
  };
}

/** Goes to the very host and port that an administrator set: neither of the two can be led elsewhere. */
function openWire(url: URL, ears: Ears): Wire {
  return url.protocol === "tcp:" ? openTcp(url, ears) : openWebSocket(url, ears);
}

function openTcp(url: URL, ears: Ears): Wire {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host, port: url.port === "" ? usualPort : Number(url.port), noDelay: true });
  // Kodi passes on bytes of broken NFO files as they are: they become question marks, and the JSON stays readable.
  const decoder = new TextDecoder();
  socket.on("connect", () => ears.onOpen());
  socket.on("data", (bytes) => ears.onText(decoder.decode(bytes, { stream: true })));
  socket.on("error", (error) => ears.onEnd(error));
  socket.on("close", () => ears.onEnd());
  return { write: (text) => void socket.write(text), end: () => void socket.destroy() };
}

function openWebSocket(url: URL, ears: Ears): Wire {
  const target = new URL(url);
  if (target.port === "") target.port = String(usualPort);
  if (target.pathname === "/") target.pathname = "/jsonrpc";
  const socket = new WebSocket(target);
  socket.binaryType = "arraybuffer";
  const decoder = new TextDecoder();
  socket.addEventListener("open", () => ears.onOpen());
  socket.addEventListener("message", ({ data }) => {
    ears.onText(data instanceof ArrayBuffer ? decoder.decode(data) : String(data));
  });
  socket.addEventListener("error", ({ error }) => ears.onEnd(error));
  socket.addEventListener("close", () => ears.onEnd());
  return { write: (text) => socket.send(text), end: () => socket.close() };
}
