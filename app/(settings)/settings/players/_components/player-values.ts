import type { ShownPlayer } from "#lib/players/players.ts";
import type { PlayerKind } from "#lib/players/vocabulary.ts";

/** The form of a player as it stands. */
export type PlayerValues = {
  /** Null: not saved yet. */
  playerId: number | null;
  name: string;
  kind: PlayerKind;
  url: string;
  username: string;
  /** What is typed, or the mask of what is stored. */
  secret: string;
  enabled: boolean;
  groupId: number | null;
  libraryIds: number[] | null;
  skipWhilePlaying: boolean;
  mappings: { localPath: string; playerPath: string }[];
};

export const newPlayer: PlayerValues = {
  playerId: null,
  name: "",
  kind: "kodi",
  url: "",
  username: "",
  secret: "",
  enabled: true,
  groupId: null,
  libraryIds: null,
  skipWhilePlaying: true,
  mappings: [],
};

export function toValues(player: ShownPlayer): PlayerValues {
  const { playerId, name, kind, url, username, secretMask, enabled, groupId, settings, mappings } = player;
  return {
    ...{ playerId, name, kind, url, enabled, groupId, mappings },
    username: username ?? "",
    secret: secretMask ?? "",
    libraryIds: settings.libraryIds,
    skipWhilePlaying: settings.skipWhilePlaying,
  };
}
