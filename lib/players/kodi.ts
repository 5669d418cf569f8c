import { z } from "zod";
import { findItems, isInSources, listSources } from "./kodi-library.ts";
import { notifyKodi } from "./kodi-notify.ts";
import type { KodiRpc } from "./kodi-rpc.ts";
import { openKodiRpc } from "./open-kodi-rpc.ts";
import { type OpenOptions, type PathKnown, type PlayerAddress, type PlayerClient, usualPatience } from "./player.ts";

const application = z.looseObject({
  name: z.string().default("Kodi"),
  version: z.looseObject({ major: z.int(), minor: z.int() }),
});
const labels = z.record(z.string(), z.string());
const activePlayers = z.array(z.looseObject({ type: z.string().optional() }));

/** Kodi, through whatever transport its address names. The connection is made with the first question. */
export function kodiClient(address: PlayerAddress, options: OpenOptions): PlayerClient {
  const { patience = usualPatience, signal } = options;
  let opening: Promise<KodiRpc> | undefined;
  const open = () => {
    opening ??= openKodiRpc(address, options);
    return opening;
  };
  return {
    connect: async () => {
      const rpc = await open();
      const { name, version } = await rpc.call(
        "Application.GetProperties",
        { properties: ["name", "version"] },
        application,
      );
      const friendly = "System.FriendlyName";
      const told = await rpc.call("XBMC.GetInfoLabels", { labels: [friendly] }, labels);
      return { name: told[friendly] || name, version: `${name} ${version.major}.${version.minor}` };
    },
    isPlaying: async () => {
      const rpc = await open();
      const active = await rpc.call("Player.GetActivePlayers", {}, activePlayers);
      return active.some(({ type }) => type !== "picture");
    },
    notify: async (updates) => notifyKodi({ rpc: await open(), name: address.name, patience, signal }, updates),
    findPath: async (path) => findPath(await open(), path),
    close: () => {
      // An open that failed has told its caller.
      opening?.then((rpc) => rpc.close()).catch(() => {});
    },
  };
}

async function findPath(rpc: KodiRpc, path: string): Promise<PathKnown> {
  for (const kind of ["movie", "episode", "series"] as const) {
    if ((await findItems(rpc, { kind, paths: [path] })).size > 0) return "item";
  }
  return isInSources(await listSources(rpc), path) ? "source" : "unknown";
}
