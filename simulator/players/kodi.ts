import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import type { KodiEntry } from "./kodi-library.ts";
import { type KodiOptions, kodiMachine } from "./kodi-machine.ts";
import { answerRpc, type KodiCall } from "./kodi-methods.ts";
import { listenHttp, listenOn } from "./listen.ts";
import { readBody, sendJson } from "./requests.ts";
import { acceptWebSocket, type SocketEnd } from "./web-socket.ts";

export type LoggedCall = KodiCall & { transport: "http" | "tcp" | "websocket" };
export type SimulatedKodi = {
  /** Its web server, for the address of a player. */
  url: string;
  /** Its remote control. */
  tcpUrl: string;
  websocketUrl: string;
  /** What it was asked, oldest first; only these methods when some are named. */
  calls(...methods: string[]): LoggedCall[];
  forgetCalls(): void;
  /** What it shows. */
  entries(kind?: KodiEntry["kind"]): KodiEntry[];
  /** Takes in all that lies in its folders, as after a first scan, at once. */
  seed(): void;
  /** A scan by somebody else. */
  scan(directory?: string): void;
  /** Scans that another one cancelled. */
  cancelledScans(): number;
  /** Dialogs on the television that a client asked for. */
  dialogs(): number;
  setPlaying(isPlaying: boolean): void;
  /** Down: every connection breaks. Slow: answers never come. */
  setTrouble(trouble: "down" | "slow" | undefined): void;
  close(): Promise<void>;
};

/**
 * A Kodi 20 with what a client has to know of it: it answers 415 to anything but JSON and 401 to a wrong password, refuses
 * a call for one unknown name, answers "OK" to scans at once, cancels a scan by another, and so on (kodi-machine.ts).
 */
export async function startKodi(
  options: KodiOptions & { username?: string; password?: string },
): Promise<SimulatedKodi> {
  const { username = "kodi", password } = options;
  const kodi = kodiMachine(options);
  let calls: LoggedCall[] = [];
  let trouble: "down" | "slow" | undefined;
  const ends = new Set<SocketEnd>();
  const answer = (text: string, transport: LoggedCall["transport"]) =>
    JSON.stringify(answerRpc(kodi, text, (call) => void calls.push({ ...call, transport })));
  const login = `Basic ${Buffer.from(`${username}:${password ?? ""}`).toString("base64")}`;

  /** Steering from another process: what it was asked, what it shows, and taking in its folders. */
  function control(request: IncomingMessage): object | undefined {
    switch (`${request.method} ${request.url}`) {
      case "GET /_control/calls":
        return { calls, cancelledScans: kodi.cancelledScans(), dialogs: kodi.dialogs() };
      case "DELETE /_control/calls":
        calls = [];
        return {};
      case "POST /_control/seed":
        kodi.library.scan("");
        return { entries: kodi.library.entries() };
      case "GET /_control/entries":
        return { entries: kodi.library.entries() };
      default:
        return undefined;
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const controlled = control(request);
    if (controlled) return sendJson(response, 200, controlled);
    if (trouble === "down") return void response.destroy();
    if (trouble === "slow") return;
    if (password !== undefined && request.headers.authorization !== login) return void response.writeHead(401).end();
    if (request.url !== "/jsonrpc") return void response.writeHead(404).end();
    if (request.method !== "POST" || !request.headers["content-type"]?.startsWith("application/json")) {
      return void response.writeHead(415).end();
    }
    const body = answer(await readBody(request), "http");
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  }

  /** Events go to everybody who listens, also to whoever did not cause them. */
  function join(end: SocketEnd): () => void {
    ends.add(end);
    const leave = kodi.listen((method, data) => {
      end.send(JSON.stringify({ jsonrpc: "2.0", method, params: { data, sender: "xbmc" } }));
    });
    return () => {
      leave();
      ends.delete(end);
    };
  }

  const http = await listenHttp(handle);
  const tcp = createServer((socket) => {
    const end = tcpEnd(socket, (text) => {
      if (trouble === undefined) end.send(answer(text, "tcp"));
    });
    if (trouble === "down") return end.close();
    socket.once("close", join(end));
  });
  const tcpPort = await listenOn(tcp);
  const web = await listenHttp(async (_request, response) => void response.writeHead(404).end());
  web.server.on("upgrade", (request, socket) => {
    if (trouble === "down" || request.url !== "/jsonrpc") return void socket.destroy();
    const end = acceptWebSocket(request, socket, (text) => {
      if (trouble === undefined) end.send(answer(text, "websocket"));
    });
    socket.once("close", join(end));
  });

  return {
    url: `http://127.0.0.1:${http.port}`,
    tcpUrl: `tcp://127.0.0.1:${tcpPort}`,
    websocketUrl: `ws://127.0.0.1:${web.port}`,
    calls: (...methods) => calls.filter(({ method }) => methods.length === 0 || methods.includes(method)),
    forgetCalls: () => {
      calls = [];
    },
    entries: (kind) => kodi.library.entries().filter((entry) => kind === undefined || entry.kind === kind),
    seed: () => void kodi.library.scan(""),
    scan: (directory = "") => kodi.scan({ directory, showdialogs: false }),
    cancelledScans: kodi.cancelledScans,
    dialogs: kodi.dialogs,
    setPlaying: kodi.setPlaying,
    setTrouble: (next) => {
      trouble = next;
      if (next === "down") for (const end of ends) end.close();
    },
    close: async () => {
      kodi.stop();
      for (const end of ends) end.close();
      await Promise.all([http.close(), web.close(), new Promise<void>((resolve) => tcp.close(() => resolve()))]);
    },
  };
}

/** Raw TCP: objects behind each other without separators, both ways. Each answer leaves in two pieces. */
function tcpEnd(socket: Socket, onText: (text: string) => void): SocketEnd {
  let buffer = "";
  socket.setEncoding("utf8");
  socket.setNoDelay(true);
  socket.on("data", (text) => {
    buffer += text;
    for (let size = wholeObject(buffer); size > 0; size = wholeObject(buffer)) {
      const one = buffer.slice(0, size);
      buffer = buffer.slice(size);
      onText(one);
    }
  });
  socket.on("error", () => socket.destroy());
  return {
    send: (text) => {
      if (socket.destroyed) return;
      const bytes = Buffer.from(text);
      const half = Math.floor(bytes.length / 2);
      socket.write(bytes.subarray(0, half));
      socket.write(bytes.subarray(half));
    },
    close: () => void socket.destroy(),
  };
}

/** How much of a text is its first whole JSON object; 0 while there is none. */
function wholeObject(text: string): number {
  for (let at = text.indexOf("}"); at >= 0; at = text.indexOf("}", at + 1)) {
    try {
      JSON.parse(text.slice(0, at + 1));
      return at + 1;
    } catch {
      // Not whole yet.
    }
  }
  return 0;
}
