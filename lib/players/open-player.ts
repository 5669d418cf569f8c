import { jellyfinClient } from "./jellyfin.ts";
import { kodiClient } from "./kodi.ts";
import type { OpenOptions, PlayerAddress, PlayerClient } from "./player.ts";
import { isStrange, otherThing } from "./player-error.ts";
import { plexClient } from "./plex.ts";
import type { PlayerKind } from "./vocabulary.ts";

const clients = {
  kodi: kodiClient,
  jellyfin: jellyfinClient,
  emby: jellyfinClient,
  plex: plexClient,
} as const satisfies Record<PlayerKind, (address: PlayerAddress, options: OpenOptions) => PlayerClient>;

/**
 * A player by its address. Nothing is asked before the first question; close it when done. What answers the first one in
 * another way than such a player is said to be none.
 */
export function openPlayer(address: PlayerAddress, options: OpenOptions = {}): PlayerClient {
  const client = clients[address.kind](address, options);
  return {
    ...client,
    connect: async () => {
      try {
        return await client.connect();
      } catch (error) {
        throw isStrange(error) ? otherThing(address.name, address.kind, error) : error;
      }
    },
  };
}
