import { jellyfinClient } from "./jellyfin.ts";
import { kodiClient } from "./kodi.ts";
import type { OpenOptions, PlayerAddress, PlayerClient } from "./player.ts";
import { plexClient } from "./plex.ts";
import type { PlayerKind } from "./vocabulary.ts";

const clients = {
  kodi: kodiClient,
  jellyfin: jellyfinClient,
  emby: jellyfinClient,
  plex: plexClient,
} as const satisfies Record<PlayerKind, (address: PlayerAddress, options: OpenOptions) => PlayerClient>;

/** A player by its address. Nothing is asked before the first question; close it when done. */
export const openPlayer = (address: PlayerAddress, options: OpenOptions = {}): PlayerClient =>
  clients[address.kind](address, options);
