import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { startDrawer } from "./artwork/drawer.ts";
import type { Host } from "./artwork/host.ts";
import { serveProviderPicture } from "./artwork/provider-host.ts";
import { loadCatalogue } from "./catalogue.ts";
import { answerControl } from "./control.ts";
import { type FaultBoard, type Faults, faultBoard } from "./faults.ts";
import { type ProviderName, providerOf, terms } from "./provider-names.ts";
import { type Asked, providers } from "./providers.ts";
import { disturb, type Reply, send } from "./reply.ts";
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
  tvdbBaseUrl: string;
  fanartBaseUrl: string;
  omdbBaseUrl: string;
  tvmazeBaseUrl: string;
  /** For YOUTUBE_BASE_URL. */
  youtubeBaseUrl: string;
  vimeoBaseUrl: string;
  requests: RequestLog;
  /** Replaces what is switched on; `setFaults({})` heals everything. */
  setFaults(faults: Faults): void;
  /** Replaces what the changes feeds tell. */
  setChanged(changes: Changes): void;
  /** Replaces the ids that are gone. */
  setRetired(retired: Retired): void;
  /** Replaces how the oEmbed services answer for these keys. */
  setVideos(statuses: Record<string, number>): void;
  /** Ends every TVDB login at once. */
  expireTokens(): void;
  /** Forgets what OMDb counted today. */
  resetDailyLimit(): void;
  close(): Promise<void>;
};

/** Where the providers beside TMDB can be reached, for their base URLs. */
export function addressesOf(url: string) {
  return {
    tvdbBaseUrl: `${url}/tvdb/v4`,
    fanartBaseUrl: `${url}/fanart/v3`,
    omdbBaseUrl: `${url}/omdb`,
    tvmazeBaseUrl: `${url}/tvmaze`,
    youtubeBaseUrl: `${url}/youtube`,
    vimeoBaseUrl: `${url}/vimeo`,
  };
}

/** The environment of a Metarr that asks nobody but the simulator at this address. The keys are not in it: any is good. */
export function environmentOf(url: string) {
  const { tvdbBaseUrl, fanartBaseUrl, omdbBaseUrl, tvmazeBaseUrl, youtubeBaseUrl, vimeoBaseUrl } = addressesOf(url);
  return {
    TMDB_BASE_URL: `${url}/3`,
    TMDB_IMAGE_BASE_URL: `${url}/t/p`,
    TVDB_BASE_URL: tvdbBaseUrl,
    FANART_BASE_URL: fanartBaseUrl,
    OMDB_BASE_URL: omdbBaseUrl,
    TVMAZE_BASE_URL: tvmazeBaseUrl,
    YOUTUBE_BASE_URL: youtubeBaseUrl,
    VIMEO_BASE_URL: vimeoBaseUrl,
  };
}

/** Starts the services and their image hosts on 127.0.0.1, each below its own path. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const drawer = startDrawer({ cacheDir: options.cacheDir });
  const host: Host = {
    catalogue: loadCatalogue({ synthetic: options.synthetic ?? 0 }),
    drawer,
    artworkScale: options.artworkScale ?? 1,
  };
  const faults = faultBoard({ requestsPerSecond: terms.tmdb.requests, ...options.faults });
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
    ...addressesOf(part.url),
    requests,
    setFaults: faults.set,
    setChanged: state.setChanged,
    setRetired: state.setRetired,
    setVideos: state.setVideos,
    expireTokens: state.expireTokens,
    resetDailyLimit: state.resetToday,
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
  const provider = providerOf(url.pathname);
  const limited = provider !== undefined && isOverLimit(running, provider, startedAt);
  const query = url.search.replace(/([?&](?:api_?key|client_key)=)[^&]*/gi, "$1…");
  const fault = limited ? undefined : faults.take(url.pathname + query, provider);
  const note = ({ status, bytes }: { status: number; bytes: number }) =>
    requests.add({
      method: request.method ?? "GET",
      path: url.pathname,
      query,
      status,
      at: startedAt,
      tookMs: Date.now() - startedAt,
      bytes,
    });

  await pause(fault?.latencyMs ?? faults.current().latencyMs);
  if (fault?.connection !== undefined) {
    note({ status: 0, bytes: 0 });
    if (fault.connection === "reset") response.destroy();
    return;
  }
  const status = limited ? 429 : fault?.status;
  const reply = await replyTo(running, { request, url, provider, status });
  note(await send(exchange, { reply: fault === undefined ? reply : disturb(reply, fault), fault }));
}

/** Counts an API request of this provider against its limit. */
function isOverLimit({ faults, requests }: Running, provider: ProviderName, at: number): boolean {
  const { requestsPerSecond = terms.tmdb.requests, limits = {} } = faults.current();
  const usual = provider === "tmdb" ? requestsPerSecond : requestsPerSecond === 0 ? 0 : terms[provider].requests;
  const limit = limits[provider] ?? usual;
  const isOver = requests.arrive(provider, { at, windowMs: terms[provider].windowMs }) > limit && limit > 0;
  if (isOver) requests.noteTooMany(provider);
  return isOver;
}

async function pause(latencyMs: [number, number] | undefined): Promise<void> {
  if (latencyMs === undefined) return;
  const [from, to] = latencyMs;
  await wait(from + Math.random() * Math.max(0, to - from));
}

async function replyTo(
  running: Running,
  asked: Asked & { provider: ProviderName | undefined; status: number | undefined },
): Promise<Reply> {
  const { url, provider, status } = asked;
  if (status !== undefined && status !== 200) return providers[provider ?? "tmdb"].failure(status);
  if (provider !== undefined) return providers[provider].answer(running, asked);
  const served = await serveProviderPicture(running.host, url.pathname);
  return served === undefined ? providers.tmdb.failure(404) : { status: 200, ...served };
}
