import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isPublicAddress, type Lookup } from "./addresses.ts";
import { createDispatchers } from "./dispatchers.ts";
import { type HttpRequest, sendRequest } from "./http.ts";

const timeouts = { connectMs: 500, headersMs: 400, idleMs: 400, totalMs: 2_000 };
const dispatchers = createDispatchers(timeouts);

const pages: Record<string, RequestListener> = {
  "/plain": (_, response) => response.end("hello"),
  "/nothing": (request) => request.socket.destroy(),
  "/silent": () => {},
  "/stuck": (_, response) => void response.write("start"),
  "/drip": (_, response) => {
    const timer = setInterval(() => response.write("x"), 100);
    response.on("close", () => clearInterval(timer));
  },
  "/huge": (_, response) => {
    response.writeHead(200, { "content-length": String(10 * 1024 ** 3) });
    response.write("x".repeat(1000));
  },
  "/endless": (_, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
    };
    response.on("drain", more);
    more();
  },
  "/bomb": (_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" });
    response.end(gzipSync(Buffer.alloc(5_000_000)));
  },
  "/loop": (_, response) => void response.writeHead(302, { location: "/loop" }).end(),
  "/once": (_, response) => void response.writeHead(302, { location: "/plain" }).end(),
  "/inside": (_, response) => void response.writeHead(302, { location: canaryUrl }).end(),
  "/away": (_, response) => void response.writeHead(307, { location: elsewhereUrl }).end(),
  "/file": (_, response) => void response.writeHead(302, { location: "file:///etc/passwd" }).end(),
};

let sent = 0;
let server: Server;
let canary: Server;
let base = "";
let canaryUrl = "";
let elsewhereUrl = "";
let canaryHits = 0;
let allowedHosts = new Set<string>();

const listen = (listener: RequestListener): Promise<Server> =>
  new Promise((resolve) => {
    const made = createServer(listener).listen(0, "127.0.0.1", () => resolve(made));
  });
const portOf = (made: Server): number => {
  const address: AddressInfo | string | null = made.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
};

beforeAll(async () => {
  server = await listen((request, response) => pages[request.url ?? ""]?.(request, response));
  canary = await listen((_, response) => response.end("secret"));
  canary.on("connection", () => {
    canaryHits += 1;
  });
  base = `http://127.0.0.1:${portOf(server)}`;
  canaryUrl = `http://127.0.0.1:${portOf(canary)}/`;
  allowedHosts = new Set([`127.0.0.1:${portOf(server)}`]);
});
afterAll(() => {
  for (const made of [server, canary]) {
    made.closeAllConnections();
    made.close();
  }
});

const send = (path: string, more: Partial<HttpRequest> = {}) =>
  sendRequest({ url: `${base}${path}`, maxBytes: 1_000_000, allowedHosts, dispatchers, totalMs: 1_500, ...more });

describe("one request", () => {
  test("reads the whole answer and follows a redirect", async () => {
    const answer = await send("/once");
    expect(Buffer.from(answer.body).toString()).toBe("hello");
    expect(answer.url).toBe(`${base}/plain`);
  });

  test.each([
    ["/nothing", "connection"],
    ["/silent", "timeout"],
    ["/stuck", "timeout"],
    ["/drip", "timeout"],
    ["/huge", "too_large"],
    ["/bomb", "too_large"],
    ["/loop", "redirects"],
  ])("R22 a server that answers with %s ends with a clear error", async (path, kind) => {
    await expect(send(path)).rejects.toMatchObject({ name: "AppError", details: { kind } });
  });

  test("R22 an endless body is cut off at the limit", async () => {
    await expect(send("/endless")).rejects.toMatchObject({ code: "too_large" });
    expect(sent).toBeLessThan(20_000_000);
  });

  test("stops at once when the caller gives up", async () => {
    const reason = new Error("cancelled by a person");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    await expect(send("/silent", { signal: controller.signal })).rejects.toBe(reason);
  });

  test("S19 an error never holds the address, which may hold a key", async () => {
    const error = await send("/nothing?api_key=CANARYSECRET").catch((thrown: unknown) => thrown);
    expect(String(error instanceof Error ? error.message : error)).not.toContain("CANARY");
  });
});

test("S19 what is posted, which may hold a key, is not sent on to another origin", async () => {
  const told: string[] = [];
  const other = await listen(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    told.push(`${request.method} ${body} ${request.headers.authorization ?? ""}`);
    response.end("here");
  });
  elsewhereUrl = `http://127.0.0.1:${portOf(other)}/`;
  const allowed = new Set([...allowedHosts, new URL(elsewhereUrl).host]);
  const posted = { method: "POST", body: "CANARY", headers: { authorization: "CANARY" } } as const;
  const answer = await send("/away", { ...posted, allowedHosts: allowed });
  expect([Buffer.from(answer.body).toString(), told]).toEqual(["here", ["GET  "]]);
  other.close();
  other.closeAllConnections();
});

describe("addresses", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "::",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "ff02::1",
    "not an address",
  ])("S5 %s is not public", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["8.8.8.8", "1.1.1.1", "151.101.1.140", "2606:4700:4700::1111"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    "http://127.0.0.1",
    "http://2130706433",
    "http://0177.0.0.1",
    "http://0x7f.1",
    "http://[::1]",
    "http://[::ffff:127.0.0.1]",
  ])("S5 %s gets no connection", async (origin) => {
    const url = `${origin}:${portOf(canary)}/`;
    await expect(send("", { url, allowedHosts: new Set() })).rejects.toMatchObject({ details: { kind: "address" } });
    expect(canaryHits).toBe(0);
  });

  test("S5 a name that means this machine gets no connection, also when only some of its addresses do", async () => {
    for (const addresses of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"]]) {
      const lookup: Lookup = (_, __, answer) =>
        answer(
          null,
          addresses.map((address) => ({ address, family: 4 })),
        );
      const rebinding = createDispatchers(timeouts, lookup);
      const url = `http://pictures.example:${portOf(canary)}/`;
      await expect(send("", { url, dispatchers: rebinding })).rejects.toMatchObject({ details: { kind: "address" } });
    }
    expect(canaryHits).toBe(0);
  });

  test("S5 a redirect from an allowed server into this network is refused", async () => {
    await expect(send("/inside")).rejects.toMatchObject({ details: { kind: "address" } });
    await expect(send("/file")).rejects.toMatchObject({ code: "invalid" });
    expect(canaryHits).toBe(0);
  });

  test.each(["file:///etc/passwd", "gopher://x", "ftp://x/y", "http://user:pw@example.org/", "no address"])(
    "S5 %s is refused",
    async (url) => {
      await expect(send("", { url })).rejects.toMatchObject({ code: "invalid" });
    },
  );
});
