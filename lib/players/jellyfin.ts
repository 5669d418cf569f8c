import { z } from "zod";
import { type HttpPlayer, httpPlayer } from "./ask-http.ts";
import { isBelow, trimEnd } from "./map-path.ts";
import type { OpenOptions, PathKnown, PlayerAddress, PlayerClient, PlayerUpdate, UpdateOutcome } from "./player.ts";
import { isStrange } from "./player-error.ts";

const systemInfo = z.looseObject({ ServerName: z.string().default(""), Version: z.string().min(1) });
const sessions = z.array(z.looseObject({ NowPlayingItem: z.unknown().optional() }));
const items = z.looseObject({
  Items: z.array(z.looseObject({ Id: z.string(), Path: z.string().nullish() })),
  TotalRecordCount: z.int().optional(),
});
const folders = z.array(z.looseObject({ Locations: z.array(z.string()).nullish() }));
const folderPage = z.looseObject({ Items: folders });

const itemTypes = { movie: "Movie", series: "Series", episode: "Episode" } as const;
const pageSize = 1000;
/** Where reading ends with a server that gives the same page again and again. */
const mostItems = 1_000_000;

/** Jellyfin and Emby, which share this part of their interface; the header that says who asks differs. */
export function jellyfinClient(address: PlayerAddress, options: OpenOptions): PlayerClient {
  const token = address.secret ?? "";
  const headers: Record<string, string> =
    address.kind === "emby" ? { "x-emby-token": token } : { authorization: `MediaBrowser Token="${token}"` };
  const player = httpPlayer(address, { ...options, headers: { ...headers, accept: "application/json" } });
  return {
    connect: async () => {
      const { ServerName, Version } = await player.read({ path: "/System/Info" }, systemInfo);
      return { name: ServerName, version: Version };
    },
    isPlaying: async () => {
      const found = await player.read({ path: "/Sessions" }, sessions);
      return found.some(({ NowPlayingItem }) => NowPlayingItem != null);
    },
    notify: (updates) => notify(player, address, updates),
    findPath: (path) => findPath(player, address, path),
    close: () => {},
  };
}

/** Known items are read again one by one; of new and removed ones the server is told, and looks itself. */
async function notify(
  player: HttpPlayer,
  address: PlayerAddress,
  updates: readonly PlayerUpdate[],
): Promise<UpdateOutcome[]> {
  const changed = updates.filter(({ change }) => change === "changed");
  const known = await findItems(player, changed);
  const locations = await listLocations(player, address);
  const outcomes: UpdateOutcome[] = [];
  const told: { Path: string; UpdateType: string }[] = [];
  const refreshed = new Set<string>();
  for (const { updateId, path, change } of updates) {
    const itemIds = change === "changed" ? known.get(trimEnd(path)) : undefined;
    if (itemIds) {
      for (const itemId of itemIds) {
        if (!refreshed.has(itemId)) await refresh(player, itemId);
        refreshed.add(itemId);
      }
    } else if (locations.some((location) => isBelow(location, path))) {
      told.push({ Path: path, UpdateType: change === "removed" ? "Deleted" : "Created" });
    } else if (change === "changed") {
      outcomes.push({ updateId, kind: "failed", reason: noLibrary(address.name, path) });
      continue;
    }
    outcomes.push({ updateId, kind: "sent" });
  }
  if (told.length > 0) {
    await player.send({ path: "/Library/Media/Updated", method: "POST", json: { Updates: told } });
  }
  return outcomes;
}

const noLibrary = (name: string, path: string) =>
  `${name} has no library that holds ${path}. Check the folders of the player in Settings, Players.`;

/** Reads the NFO and the pictures of one item again. What it has beside them stays. */
async function refresh(player: HttpPlayer, itemId: string): Promise<void> {
  await player.send({
    path: `/Items/${encodeURIComponent(itemId)}/Refresh`,
    method: "POST",
    query: {
      Recursive: false,
      MetadataRefreshMode: "FullRefresh",
      ImageRefreshMode: "FullRefresh",
      ReplaceAllMetadata: false,
      ReplaceAllImages: false,
    },
  });
}

type Wanted = Pick<PlayerUpdate, "path" | "entityType">;

/**
 * Ids of items by path. The servers have no search by path, so the lists are read, until all are found: what a
 * second library of the server has of the same path is read with it when it is listed nearby.
 */
async function findItems(player: HttpPlayer, wanted: readonly Wanted[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const [entityType, itemType] of Object.entries(itemTypes)) {
    const paths = new Set(wanted.filter((one) => one.entityType === entityType).map(({ path }) => trimEnd(path)));
    if (paths.size > 0) await readItems(player, { itemType, paths, found });
  }
  return found;
}

type Reading = { itemType: string; paths: ReadonlySet<string>; found: Map<string, string[]> };

async function readItems(player: HttpPlayer, { itemType, paths, found }: Reading): Promise<void> {
  for (let start = 0; ; start += pageSize) {
    const query = {
      Recursive: true,
      IncludeItemTypes: itemType,
      Fields: "Path",
      EnableImages: false,
      StartIndex: start,
      Limit: pageSize,
    };
    const page = await player.read({ path: "/Items", query }, items);
    for (const { Id, Path } of page.Items) {
      const path = trimEnd(Path ?? "");
      if (paths.has(path)) found.set(path, [...(found.get(path) ?? []), Id]);
    }
    if (page.Items.length !== pageSize || start > mostItems) return;
    if ([...paths].every((path) => found.has(path))) return;
  }
}

/** Emby documents another call for its libraries; one that does not know it gives them as Jellyfin does. */
async function listLocations(player: HttpPlayer, { kind }: PlayerAddress): Promise<string[]> {
  const path = "/Library/VirtualFolders";
  const listPage = () =>
    player.read({ path: `${path}/Query` }, folderPage).catch((error: unknown) => {
      if (!isStrange(error)) throw error;
      return undefined;
    });
  const page = kind === "emby" ? await listPage() : undefined;
  const found = page?.Items ?? (await player.read({ path }, folders));
  return found.flatMap(({ Locations }) => Locations ?? []);
}

async function findPath(player: HttpPlayer, address: PlayerAddress, path: string): Promise<PathKnown> {
  const kinds = ["movie", "series", "episode"] as const;
  const found = await findItems(
    player,
    kinds.map((entityType) => ({ path, entityType })),
  );
  if (found.size > 0) return "item";
  return (await listLocations(player, address)).some((location) => isBelow(location, path)) ? "source" : "unknown";
}
