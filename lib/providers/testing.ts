import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll } from "vitest";

/** What a stand-in answers at a path: JSON, or whatever it writes itself when it answers undefined. */
type Route = (asked: { url: URL; request: IncomingMessage; body: string; response: ServerResponse }) => unknown;

/**
 * A server that answers what a test says, for what the simulator does not do; `asked` lists the requests so far as
 * `METHOD /path?query`. Answers 404 to everything else. Ends with the test file.
 */
export async function startStandIn(routes: Record<string, Route>, missing: unknown = {}) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://stand-in");
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    let body = "";
    for await (const chunk of request) body += chunk;
    const route = routes[url.pathname];
    const answer = route ? route({ url, request, body, response }) : missing;
    if (answer === undefined) return;
    response.writeHead(route ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${address.port}`, asked };
}
