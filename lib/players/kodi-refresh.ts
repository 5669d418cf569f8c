import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { messageOf } from "#lib/errors.ts";
import { findItems, type KodiItem, type KodiItemKind } from "./kodi-library.ts";
import { isRpcError, type KodiParams } from "./kodi-rpc.ts";
import { forgetPictures, type KodiWork, lookAgain, untilIdle } from "./kodi-work.ts";
import { asFolder, folderOf, nameOf } from "./map-path.ts";

const updateEvent = "VideoLibrary.OnUpdate";

export type Refreshed = { updateId: number; path: string; item: KodiItem };

/** Kodi reads the NFO again only when told not to pass over it. */
const calls = {
  movie: { method: "VideoLibrary.RefreshMovie", params: (id) => ({ movieid: id, ignorenfo: false }) },
  episode: { method: "VideoLibrary.RefreshEpisode", params: (id) => ({ episodeid: id, ignorenfo: false }) },
  series: {
    method: "VideoLibrary.RefreshTVShow",
    params: (id) => ({ tvshowid: id, ignorenfo: false, refreshepisodes: true }),
  },
} as const satisfies Record<KodiItemKind, { method: string; params: (itemId: number) => KodiParams }>;

/** Has Kodi read items anew, and waits until it did. Gives what it refused, by update. */
export async function refreshItems(work: KodiWork, refreshed: readonly Refreshed[]): Promise<Map<number, string>> {
  const failures = new Map<number, string>();
  if (refreshed.length === 0) return failures;
  await untilIdle(work);
  const eventsBefore = work.rpc.countEvents(updateEvent);
  const once = new Map(refreshed.map((each) => [`${each.item.kind}:${each.item.itemId}`, each]));
  for (const folder of new Set([...once.values()].map(({ path, item }) => listedFolder(item.kind, path)))) {
    await lookAgain(work, folder);
  }
  for (const { updateId, path, item } of once.values()) {
    const { method, params } = calls[item.kind];
    try {
      await forgetPictures(work, picturesOf(item.kind, path));
      await work.rpc.call(method, params(item.itemId), z.string());
    } catch (error) {
      if (!isRpcError(error)) throw error;
      failures.set(updateId, messageOf(error));
    }
  }
  await untilRefreshed(
    work,
    [...once.values()].filter(({ updateId }) => !failures.has(updateId)),
    eventsBefore,
  );
  return failures;
}

const listedFolder = (kind: KodiItemKind, path: string): string =>
  kind === "series" ? asFolder(path) : folderOf(path);

/** Where its pictures lie: a folder of its own, or files that begin with its name. */
function picturesOf(kind: KodiItemKind, path: string): string {
  return kind === "series" ? asFolder(path) : path.slice(0, path.length - extensionOf(path).length);
}

const extensionOf = (path: string): string => /\.[^.]*$/.exec(nameOf(path))?.[0] ?? "";

/**
 * Films and episodes have another id once they were read again, but for the newest one, which may get its own again. Kodi
 * does it behind its answer, one after the other: as long as another one is done within a while there is something to wait
 * for. An event for each ends the wait too. It is no error when neither comes: an item whose NFO is gone stays as it is.
 */
async function untilRefreshed(work: KodiWork, refreshed: readonly Refreshed[], eventsBefore: number): Promise<void> {
  const { rpc, patience, signal } = work;
  let open = refreshed.filter(({ item }) => item.kind !== "series");
  const wanted = open.length;
  let progressAt = performance.now();
  while (
    open.length > 0 &&
    rpc.countEvents(updateEvent) - eventsBefore < wanted &&
    performance.now() - progressAt < patience.settleMs
  ) {
    await sleep(patience.pollMs, undefined, { signal });
    const before = open.length;
    for (const kind of ["movie", "episode"] as const) {
      const own = open.filter(({ item }) => item.kind === kind);
      const now = await findItems(rpc, { kind, paths: own.map(({ path }) => path) });
      const isOpen = ({ path, item }: Refreshed) => now.get(path)?.some(({ itemId }) => itemId === item.itemId) ?? true;
      open = open.filter((each) => each.item.kind !== kind || isOpen(each));
    }
    if (open.length < before) progressAt = performance.now();
  }
}
