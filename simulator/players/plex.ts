import type { IncomingMessage, ServerResponse } from "node:http";
import type { SimulatedServer } from "./jellyfin.ts";
import { listenHttp } from "./listen.ts";
import { type ServerItem, type ServerLibrary, serverItems } from "./media-server.ts";
import { type PlayerRequest, readBody, sendJson } from "./requests.ts";

/** Plex: a section for each library. Answers XML to whoever does not ask for JSON, as the real one does. */
export async function startPlex(options: {
  token: string;
  libraries?: readonly ServerLibrary[];
}): Promise<SimulatedServer> {
  const { token, libraries = [] } = options;
  const items = serverItems(libraries);
  let requests: PlayerRequest[] = [];
  let isPlaying = false;

  const metadata = ({ itemId, path, seriesId }: ServerItem) => ({
    ratingKey: itemId,
    ...(seriesId === undefined ? {} : { grandparentRatingKey: seriesId }),
    Media: [{ Part: [{ file: path }] }],
  });

  function section(key: string, rest: string, query: Record<string, string>, page: Page): [number, unknown?] {
    const library = libraries[Number(key) - 1];
    if (!library) return [404];
    if (rest === "refresh") {
      // A path outside the section is passed over without a word.
      if (query.path?.startsWith(library.folder) ?? false) items.look(query.path ?? library.folder);
      return [200];
    }
    if (rest !== "all") return [404];
    const all = items.list(query.type === "4" ? "episode" : query.type === "2" ? "series" : "movie");
    const own = all.filter(({ path }) => path.startsWith(library.folder));
    const shown = own.slice(page.start, page.start + page.size);
    return [200, { MediaContainer: { size: shown.length, totalSize: own.length, Metadata: shown.map(metadata) } }];
  }

  function answer(method: string, path: string, query: Record<string, string>, page: Page): [number, unknown?] {
    const item = /^\/library\/metadata\/([^/]+)\/refresh$/.exec(path);
    if (item) return [method === "PUT" && items.read(item[1] ?? "") ? 200 : 404];
    const [, key, rest] = /^\/library\/sections\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (method === "GET" && key !== undefined && rest !== undefined) return section(key, rest, query, page);
    switch (`${method} ${path}`) {
      case "GET /":
        return [200, { MediaContainer: { friendlyName: "Simulated plex", version: "1.40.2" } }];
      case "GET /status/sessions":
        return [200, { MediaContainer: { size: isPlaying ? 1 : 0 } }];
      case "GET /library/sections": {
        const Directory = libraries.map(({ folder, content }, index) => ({
          key: String(index + 1),
          type: content === "movies" ? "movie" : "show",
          Location: [{ id: index + 1, path: folder }],
        }));
        return [200, { MediaContainer: { size: Directory.length, Directory } }];
      }
      default:
        return [404];
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://player");
    const query = Object.fromEntries(url.searchParams);
    await readBody(request);
    const method = request.method ?? "GET";
    const { headers } = request;
    const isAllowed = headers["x-plex-token"] === token;
    const page = {
      start: Number(headers["x-plex-container-start"] ?? 0),
      size: Number(headers["x-plex-container-size"] ?? 100),
    };
    const [status, reply] = isAllowed ? answer(method, url.pathname, query, page) : [401];
    requests.push({ method, path: url.pathname, query, body: undefined, status });
    if (reply !== undefined && headers.accept !== "application/json") {
      return void response.writeHead(status, { "content-type": "text/xml" }).end("<MediaContainer/>");
    }
    sendJson(response, status, reply);
  }

  const { port, close } = await listenHttp(handle);
  return {
    url: `http://127.0.0.1:${port}`,
    requests: (pattern = /./) => requests.filter(({ method, path }) => pattern.test(`${method} ${path}`)),
    forgetRequests: () => {
      requests = [];
    },
    items: items.list,
    seed: () => {
      for (const { folder } of libraries) items.look(folder);
    },
    setPlaying: (next) => {
      isPlaying = next;
    },
    close,
  };
}

type Page = { start: number; size: number };
