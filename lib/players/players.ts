import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { fromNow } from "#db/clock.ts";
import { mediaPlayerGroups, mediaPlayerPathMappings, mediaPlayers } from "#db/schema/index.ts";
import { decryptSecret, maskSecret } from "#lib/access/secrets.ts";
import { AppError, isAppError } from "#lib/errors.ts";
import type { PathMapping } from "./map-path.ts";
import type { PlayerAddress, ServerFacts } from "./player.ts";
import { type PlayerKind, type PlayerSettings, playerSettingsSchema } from "./vocabulary.ts";

/** A player as it is stored; its secret stays encrypted until it is spoken to. */
export type Player = {
  playerId: number;
  groupId: number | null;
  name: string;
  kind: PlayerKind;
  url: string;
  username: string | null;
  secret: string | null;
  enabled: boolean;
  settings: PlayerSettings;
  mappings: PathMapping[];
};

export async function findPlayer(db: Db, playerId: number): Promise<Player | undefined> {
  const [row] = await db.select().from(mediaPlayers).where(eq(mediaPlayers.id, playerId));
  if (!row) return undefined;
  const mappings = await listMappings(db, [playerId]);
  return playerOf(row, mappings);
}

/** Throws not_found. */
export async function getPlayer(db: Db, playerId: number): Promise<Player> {
  const player = await findPlayer(db, playerId);
  if (!player) throw new AppError("not_found", "This player is not there any more. Load the page again.");
  return player;
}

/** A player as people see it: of its secret only the last four characters. */
export type ShownPlayer = Omit<Player, "secret"> & {
  secretMask: string | null;
  /** Why the stored secret cannot be used. */
  secretProblem: string | null;
  serverName: string | null;
  serverVersion: string | null;
  lastSeenAt: Date | null;
  lastError: string | null;
  lastErrorAt: Date | null;
};

export async function listPlayers(db: Db): Promise<ShownPlayer[]> {
  const found = await db.select().from(mediaPlayers).orderBy(asc(mediaPlayers.name), asc(mediaPlayers.id));
  const mappings = await listMappings(
    db,
    found.map(({ id }) => id),
  );
  return found.map((row) => {
    const { secret, ...player } = playerOf(row, mappings);
    const { serverName, serverVersion, lastSeenAt, lastError, lastErrorAt } = row;
    return { ...player, ...showSecret(secret), serverName, serverVersion, lastSeenAt, lastError, lastErrorAt };
  });
}

export async function listGroups(db: Db): Promise<{ groupId: number; name: string }[]> {
  return db
    .select({ groupId: mediaPlayerGroups.id, name: mediaPlayerGroups.name })
    .from(mediaPlayerGroups)
    .orderBy(asc(mediaPlayerGroups.name));
}

/** Where and as whom a player is asked, its secret in the clear. Throws `unavailable` when that cannot be read any more. */
export function addressOf({ kind, name, url, username, secret }: Player): PlayerAddress {
  return { kind, name, url, username, secret: secret === null ? null : decryptSecret(secret) };
}

/** A player answered: what it calls itself, and that it is well. */
export async function noteSeen(db: Db, playerId: number, { name, version }: ServerFacts): Promise<void> {
  await db
    .update(mediaPlayers)
    .set({
      serverName: name.slice(0, 200),
      serverVersion: version.slice(0, 100),
      lastSeenAt: fromNow(0),
      lastError: null,
      lastErrorAt: null,
    })
    .where(eq(mediaPlayers.id, playerId));
}

function showSecret(secret: string | null): Pick<ShownPlayer, "secretMask" | "secretProblem"> {
  if (secret === null) return { secretMask: null, secretProblem: null };
  try {
    return { secretMask: maskSecret(decryptSecret(secret)), secretProblem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { secretMask: null, secretProblem: error.message };
  }
}

type MappingRow = PathMapping & { playerId: number };

async function listMappings(db: Db, playerIds: readonly number[]): Promise<MappingRow[]> {
  if (playerIds.length === 0) return [];
  return db
    .select({
      playerId: mediaPlayerPathMappings.playerId,
      localPath: mediaPlayerPathMappings.localPath,
      playerPath: mediaPlayerPathMappings.playerPath,
    })
    .from(mediaPlayerPathMappings)
    .where(inArray(mediaPlayerPathMappings.playerId, [...playerIds]))
    .orderBy(asc(mediaPlayerPathMappings.localPath));
}

function playerOf(row: typeof mediaPlayers.$inferSelect, mappings: readonly MappingRow[]): Player {
  const { id: playerId, groupId, name, kind, url, username, secret, enabled, settings } = row;
  const own = mappings.filter((mapping) => mapping.playerId === playerId);
  return {
    ...{ playerId, groupId, name, kind, url, username, secret, enabled },
    settings: playerSettingsSchema.parse(settings ?? {}),
    mappings: own.map(({ localPath, playerPath }) => ({ localPath, playerPath })),
  };
}
