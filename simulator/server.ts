import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { errors } from "./answers/answering.ts";
import { answerFor } from "./answers/routes.ts";
import { startDrawer } from "./artwork/drawer.ts";
import { type Host, servePicture } from "./artwork/host.ts";
import { loadCatalogue } from "./catalogue.ts";
import { answerControl } from "./control.ts";
import { type FaultBoard, type Faults, faultBoard } from "./faults.ts";
import { disturb, jsonReply, type Reply, send } from "./reply.ts";
import { type RequestLog, requestLog } from "./request-log.ts";
import { type Changes, type Retired, type State, simulatorState } from "./state.ts";

export type SimulatorOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Adds this many invented films, ids from 900000 on. */
  synthetic?: number;
  /** Shrinks every picture's true size, such as 0.1, where the drawing is not what is measured. Listed sizes shrink too. */
  artworkScale?: number;
  /** Keeps drawn pictures in this folder for the next start. */
  cacheDir?: string;
  /** What is switched on from the start; 40 API requests a second unless said otherwise. */
  faults?: Faults;
};

export type Simulator = {
  url: string;
  /** For TMDB_BASE_URL. */
  tmdbBaseUrl: string;
  imageBaseUrl: string;
  requests: RequestLog;
  /** Replaces what is switched on; `setFaults({})` heals everything. */
  setFaults(faults: Faults): void;
  /** Replaces what the changes feeds tell. */
  setChanged(changes: Changes): void;
  /** Replaces the ids that are gone. */
  setRetired(retired: Retired): void;
  close(): Promise<void>;
};

/** What TMDB lets one client ask in a second. */
const REQUESTS_PER_SECOND = 40;

/** Starts TMDB v3 and its image host on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const drawer = startDrawer({ cacheDir: options.cacheDir });
  const host: Host = {
    catalogue: loadCatalogue({ synthetic: options.synthetic ?? 0 }),
    drawer,
    artworkScale: options.artworkScale ?? 1,
  };
  const faults = faultBoard({ requestsPerSecond: REQUESTS_PER_SECOND, ...options.faults });
  const requests = requestLog();
  const state = simulatorState();
  const part: Running = { host, faults, requests, state, url: "" };
  const server = createServer((request, response) => {
    handle(part, { request, response }).catch((error: unknown) => {
      // A broken simulator must not look like a fault somebody asked for; one that is closing may drop requests.
      if (server.listening) console.error("simulator:", request.url, error);
      response.destroy();
    });
  });
  part.url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  return {
    url: part.url,
    tmdbBaseUrl: `${part.url}/3`,
    imageBaseUrl: `${part.url}/t/p/`,
    requests,
    setFaults: faults.set,
    setChanged: state.setChanged,
    setRetired: state.setRetired,
    close: () =>
      new Promise((resolve) => {
        drawer.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The parts of a running simulator; the address is known once it listens. */
export type Running = { host: Host; faults: FaultBoard; requests: RequestLog; state: State; url: string };
type Exchange = { request: IncomingMessage; response: ServerResponse };

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function handle(running: Running, exchange: Exchange): Promise<void> {
  const { faults, requests } = running;
  const { request, response } = exchange;
  const startedAt = Date.now();
  const url = new URL(request.url ?? "/", running.url);
  if (url.pathname.startsWith("/_control")) {
    await send(exchange, { reply: await answerControl(running, request, url.pathname) });
    return;
  }
  const limited = isOverLimit(running, url.pathname, startedAt);
  const query = url.search.replace(/([?&])api_key=[^&]*/, "$1api_key=…");
  const fault = limited ? undefined : faults.take(url.pathname + query);
  const note = (status: number) =>
    requests.add({
      method: request.method ?? "GET",
      path: url.pathname,
      query,
      status,
      at: startedAt,
      tookMs: Date.now() - startedAt,
    });

  await pause(fault?.latencyMs ?? faults.current().latencyMs);
  if (fault?.connection !== undefined) {
    note(0);
    if (fault.connection === "reset") response.destroy();
    return;
  }
  const reply = limited ? tooMany() : await replyTo(running, { request, url, status: fault?.status });
  const status = await send(exchange, { reply: fault === undefined ? reply : disturb(reply, fault), fault });
  note(status);
}

/** Counts an API request; pictures come from another host, which has no limit. */
function isOverLimit({ faults, requests }: Running, path: string, at: number): boolean {
  if (!path.startsWith("/3/")) return false;
  const limit = faults.current().requestsPerSecond ?? 0;
  return requests.arrive(at) > limit && limit > 0;
}

function tooMany(): Reply {
  return jsonReply(errors.tooMany.body, { status: 429, headers: { "retry-after": "1" } });
}

async function pause(latencyMs: [number, number] | undefined): Promise<void> {
  if (latencyMs === undefined) return;
  const [from, to] = latencyMs;
  await wait(from + Math.random() * Math.max(0, to - from));
}

async function replyTo(
  running: Running,
  { request, url, status }: { request: IncomingMessage; url: URL; status: number | undefined },
): Promise<Reply> {
  if (status !== undefined && status !== 200) return statusReply(status);
  const picture = /^\/t\/p\/([^/]+)\/([^/]+)$/.exec(url.pathname);
  if (picture !== null) {
    const served = await servePicture(running.host, { size: picture[1] ?? "", file: picture[2] ?? "" });
    return served === undefined ? statusReply(404) : { status: 200, ...served };
  }
  if (!isKeyGood(running.faults.current().apiKeys, keyOf(request, url)))
    return jsonReply(errors.invalidKey.body, { status: 401 });
  const { catalogue, artworkScale } = running.host;
  const answer = answerFor(
    { catalogue, artworkScale, state: running.state, url: running.url, query: url.searchParams },
    url.pathname,
  );
  return jsonReply(answer.body, { status: answer.status ?? 200 });
}

/** TMDB's own words for a status where it has some. */
function statusReply(status: number): Reply {
  const known = Object.values(errors).find((error) => error.status === status) ?? errors.internal;
  return jsonReply(known.body, { status, headers: status === 429 ? { "retry-after": "1" } : {} });
}

function keyOf(request: IncomingMessage, url: URL): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "");
  return bearer?.[1] ?? url.searchParams.get("api_key");
}

function isKeyGood(good: string[] | undefined, key: string | null): boolean {
  return key !== null && key !== "" && (good === undefined || good.includes(key));
}
