import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { listenHttp } from "./listen.ts";
import { type ServerItem, type ServerLibrary, serverItems } from "./media-server.ts";
import { type PlayerRequest, readBody, sendJson } from "./requests.ts";

export type SimulatedServer = {
  url: string;
  /** What it was asked, oldest first. */
  requests(pattern?: RegExp): PlayerRequest[];
  forgetRequests(): void;
  items(kind: ServerItem["kind"]): ServerItem[];
  /** Takes in all that lies in its folders. */
  seed(): void;
  setPlaying(isPlaying: boolean): void;
  close(): Promise<void>;
};

const updated = z.strictObject({
  Updates: z.array(z.strictObject({ Path: z.string(), UpdateType: z.enum(["Created", "Modified", "Deleted"]) })),
});
const kinds = { Movie: "movie", Series: "series", Episode: "episode" } as const;

/** Jellyfin, or Emby: they differ in the header that says who asks. */
export async function startJellyfin(options: {
  kind: "jellyfin" | "emby";
  token: string;
  libraries?: readonly ServerLibrary[];
}): Promise<SimulatedServer> {
  const { kind, token, libraries = [] } = options;
  const items = serverItems(libraries);
  const virtualFolders = libraries.map(({ folder }) => ({ Name: folder, Locations: [folder] }));
  let requests: PlayerRequest[] = [];
  let isPlaying = false;

  const isAllowed = ({ headers }: IncomingMessage) =>
    kind === "emby" ? headers["x-emby-token"] === token : headers.authorization === `MediaBrowser Token="${token}"`;

  function answer(method: string, path: string, query: Record<string, string>, body: unknown): [number, unknown?] {
    const item = /^\/Items\/([^/]+)\/Refresh$/.exec(path);
    if (method === "POST" && item) return [items.read(item[1] ?? "") ? 204 : 404];
    switch (`${method} ${path}`) {
      case "GET /System/Info":
        return [200, { ServerName: `Simulated ${kind}`, Version: "10.9.1" }];
      case "GET /Sessions":
        return [200, isPlaying ? [{ NowPlayingItem: { Name: "A film" } }] : [{}]];
      case "GET /Library/VirtualFolders":
        return kind === "emby" ? [404] : [200, virtualFolders];
      case "GET /Library/VirtualFolders/Query":
        return kind === "emby" ? [200, { Items: virtualFolders, TotalRecordCount: virtualFolders.length }] : [404];
      case "GET /Items": {
        const wanted = Object.entries(kinds).find(([name]) => name === query.IncludeItemTypes)?.[1];
        const all = wanted === undefined ? [] : items.list(wanted);
        const start = Number(query.StartIndex ?? 0);
        const page = all.slice(start, start + Number(query.Limit ?? 100));
        return [
          200,
          { Items: page.map(({ itemId, path: Path }) => ({ Id: itemId, Path })), TotalRecordCount: all.length },
        ];
      }
      case "POST /Library/Media/Updated": {
        const parsed = updated.safeParse(body);
        if (!parsed.success) return [400];
        for (const { Path } of parsed.data.Updates) items.look(Path);
        return [204];
      }
      default:
        return [404];
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://player");
    const query = Object.fromEntries(url.searchParams);
    const text = await readBody(request);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const method = request.method ?? "GET";
    const [status, reply] = isAllowed(request) ? answer(method, url.pathname, query, body) : [401];
    requests.push({ method, path: url.pathname, query, body, status });
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
