import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { closeDb, getDb } from "#db/client.ts";
import { withArrivingBody } from "#lib/access/arriving-body.ts";
import { trustedProxies, vetHeaders } from "#lib/access/incoming.ts";
import { isSafeMethod, isSameOrigin } from "#lib/access/same-origin.ts";
import { fixedHeaders } from "#lib/access/security-headers.ts";
import { announceSetup } from "#lib/access/setup.ts";
import { env, setOwnOrigin } from "#lib/env.ts";
import { log } from "#lib/log.ts";

/** The largest upload there is, a trailer, and some room for the form around it. Routes have smaller limits of their own. */
const largestBodyBytes = 501 * 1024 * 1024;

/** A slow line may take a while for it. */
const uploadTimeoutMs = 60 * 60_000;

/** Pages that stay open for progress are cut after this when the server stops. */
const drainMs = 5_000;

const isTrusted = trustedProxies(env.TRUSTED_PROXIES);
const app = next({ dev: env.NODE_ENV === "development", hostname: env.HOST, port: env.PORT });
const handle = app.getRequestHandler();

/** Tells app/_server that the headers below were set here and not by a client. */
Reflect.set(globalThis, Symbol.for("metarr.server"), true);

/** Marks what Next asks of this process itself, with the headers of a request that was vetted before. */
const selfHeader = "x-metarr-self";
const self = randomBytes(16).toString("hex");

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/problem+json", connection: "close" });
  response.end(JSON.stringify({ type: "about:blank", status, message }));
}

/** How this process reaches itself when it listens on `host`. */
function ownHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { headers, method = "GET" } = request;
  if (headers[selfHeader] !== self) {
    vetHeaders(headers, { address: request.socket.remoteAddress ?? "", isTrusted, baseUrl: env.BASE_URL });
    headers[selfHeader] = self;
  }
  const isHttps = headers["x-forwarded-proto"] === "https";
  for (const [name, value] of fixedHeaders({ isHttps, path: request.url ?? "/" })) response.setHeader(name, value);

  const host = String(headers["x-forwarded-host"] ?? "");
  if (
    !isSafeMethod(method) &&
    headers.origin &&
    !isSameOrigin({ origin: headers.origin, host, baseUrl: env.BASE_URL })
  ) {
    refuse(response, 403, "This request came from another site, so it was refused.");
    return;
  }
  if (Number(headers["content-length"] ?? 0) > largestBodyBytes) {
    refuse(response, 413, "The upload is larger than 500 MB.");
    return;
  }
  const answer = () => {
    handle(request, response).catch((error: unknown) => {
      log.error({ err: error, method }, "A request failed");
      if (!response.headersSent) refuse(response, 500, "Something went wrong on the server. Its log has the details.");
      else response.destroy();
    });
  };
  // Bodies of pages are Next's own business: it reads small ones, and whole.
  if (isSafeMethod(method) || !request.url?.startsWith("/api/")) answer();
  else withArrivingBody(request, response, answer);
}

await app.prepare();
await announceSetup(getDb());

const server = createServer({ requestTimeout: uploadTimeoutMs, headersTimeout: 15_000 }, serve);
server.listen(env.PORT, env.HOST, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  setOwnOrigin(`http://${ownHost(env.HOST)}:${port}`);
  log.info({ port, host: env.HOST }, `Metarr is at ${env.BASE_URL ?? `http://localhost:${port}`}`);
});
server.on("error", (error) => {
  log.fatal({ err: error }, `The server could not listen on ${env.HOST}:${env.PORT}: ${error.message}`);
  process.exit(1);
});

let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), drainMs).unref();
  await closed;
  await app.close();
  await closeDb();
  process.exit(0);
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);
