import { type SimulatedServer, startJellyfin } from "./jellyfin.ts";
import { type SimulatedKodi, startKodi } from "./kodi.ts";
import type { ServerLibrary } from "./media-server.ts";
import { startPlex } from "./plex.ts";

export type SimulatedPlayers = {
  kodi: SimulatedKodi;
  jellyfin: SimulatedServer;
  emby: SimulatedServer;
  plex: SimulatedServer;
  close(): Promise<void>;
};

/** The key of every simulated server, and the password of Kodi when it wants one. */
export const playerToken = "simulated-token-0123";

/**
 * The four players on free ports of 127.0.0.1, over the same folders. Kodi reads their NFO files and pictures; all see only
 * what they were told to look at.
 */
export async function startPlayers(
  options: { libraries?: readonly ServerLibrary[]; kodiPassword?: string; workMs?: number } = {},
): Promise<SimulatedPlayers> {
  const { libraries = [], kodiPassword, workMs } = options;
  const kodi = await startKodi({
    sources: libraries,
    ...(kodiPassword === undefined ? {} : { password: kodiPassword }),
    ...(workMs === undefined ? {} : { workMs }),
  });
  const jellyfin = await startJellyfin({ kind: "jellyfin", token: playerToken, libraries });
  const emby = await startJellyfin({ kind: "emby", token: playerToken, libraries });
  const plex = await startPlex({ token: playerToken, libraries });
  const all = [kodi, jellyfin, emby, plex];
  return {
    kodi,
    jellyfin,
    emby,
    plex,
    close: async () => {
      await Promise.all(all.map((player) => player.close()));
    },
  };
}
