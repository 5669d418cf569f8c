import { and, eq } from "drizzle-orm";
import { bulkInsert } from "#db/bulk.ts";
import type { Db, Tx } from "#db/client.ts";
import { isUniqueViolation } from "#db/errors.ts";
import { mediaPlayerGroups, mediaPlayerPathMappings, mediaPlayers, playerUpdates } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { decryptSecret, encryptSecret, isMasked, requireSameServer } from "#lib/access/secrets.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { getPlayer, type Player } from "./players.ts";
import type { PlayerInput } from "./vocabulary.ts";

/** Who does it, for the audit log. */
export type By = { userId: number; address: string | null };

/** Adds a player. Returns its id. Throws invalid for a group that is gone. */
export async function addPlayer(db: Db, input: PlayerInput, by: By): Promise<number> {
  return transaction(db, async (tx) => {
    await requireGroup(tx, input.groupId);
    const [row] = await tx.insert(mediaPlayers).values(rowOf(input, null)).returning({ playerId: mediaPlayers.id });
    if (!row) throw new Error("The player was not saved.");
    await saveMappings(tx, row.playerId, input);
    await audit(tx, { action: "player.create", playerId: row.playerId, name: input.name, by });
    return row.playerId;
  });
}

/** Changes a player. What waits for it is tried at once: the change may be what was missing. Throws not_found, and invalid for a kept secret. */
export async function editPlayer(
  db: Db,
  { playerId, ...input }: PlayerInput & { playerId: number },
  by: By,
): Promise<void> {
  await transaction(db, async (tx) => {
    const before = await getPlayer(tx, playerId);
    await requireGroup(tx, input.groupId);
    await tx.update(mediaPlayers).set(rowOf(input, before)).where(eq(mediaPlayers.id, playerId));
    await saveMappings(tx, playerId, input);
    const isPutOff = and(eq(playerUpdates.playerId, playerId), eq(playerUpdates.status, "pending"));
    await tx.update(playerUpdates).set({ dueAt: null }).where(isPutOff);
    await enqueue(tx, "player.notify", { playerId }, { createdBy: by.userId });
    await audit(tx, { action: "player.update", playerId, name: input.name, by });
  });
}

/** Removes a player with its history. Throws not_found. */
export async function removePlayer(db: Db, { playerId }: { playerId: number }, by: By): Promise<void> {
  await transaction(db, async (tx) => {
    const { name } = await getPlayer(tx, playerId);
    await tx.delete(mediaPlayers).where(eq(mediaPlayers.id, playerId));
    await audit(tx, { action: "player.delete", playerId, name, by });
  });
}

/** Adds a group. Throws conflict when there is one of this name. */
export async function addGroup(db: Db, { name }: { name: string }, by: By): Promise<number> {
  try {
    return await transaction(db, async (tx) => {
      const [row] = await tx.insert(mediaPlayerGroups).values({ name }).returning({ groupId: mediaPlayerGroups.id });
      if (!row) throw new Error("The group was not saved.");
      await recordAudit(tx, { ...by, action: "player_group.create", details: { name } });
      return row.groupId;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("conflict", `There is a group named ${name} already.`, { cause: error, field: "name" });
  }
}

/** Removes a group. Its players stay, each by itself. */
export async function removeGroup(db: Db, { groupId }: { groupId: number }, by: By): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.delete(mediaPlayerGroups).where(eq(mediaPlayerGroups.id, groupId));
    await recordAudit(tx, { ...by, action: "player_group.delete", details: { groupId } });
  });
}

/**
 * The secret that a form means: what is typed, or the stored one where its mask came back. Throws AppError invalid when that
 * would go to another server than it was entered for.
 */
export function secretOf({ secret, url }: Pick<PlayerInput, "secret" | "url">, before: Player | null): string | null {
  if (!isMasked(secret)) return secret === "" ? null : secret;
  if (!before?.secret) return null;
  requireSameServer(before.url, url);
  return decryptSecret(before.secret);
}

function rowOf(input: PlayerInput, before: Player | null) {
  const { name, kind, url, username, secret, enabled, groupId, libraryIds, skipWhilePlaying } = input;
  const isKept = isMasked(secret) && before?.secret;
  if (isKept) requireSameServer(before.url, url);
  const kept = isKept ? before.secret : null;
  return {
    ...{ name, kind, enabled, groupId },
    url: url.replace(/\/+$/, ""),
    username: kind === "kodi" && username !== "" ? username : null,
    secret: isMasked(secret) || secret === "" ? kept : encryptSecret(secret),
    settings: { libraryIds, skipWhilePlaying },
  };
}

async function saveMappings(tx: Tx, playerId: number, { mappings }: PlayerInput): Promise<void> {
  await tx.delete(mediaPlayerPathMappings).where(eq(mediaPlayerPathMappings.playerId, playerId));
  await bulkInsert(
    tx,
    mediaPlayerPathMappings,
    mappings.map((mapping) => ({ ...mapping, playerId })),
  );
}

async function requireGroup(tx: Tx, groupId: number | null): Promise<void> {
  if (groupId === null) return;
  const [found] = await tx
    .select({ id: mediaPlayerGroups.id })
    .from(mediaPlayerGroups)
    .where(eq(mediaPlayerGroups.id, groupId));
  if (!found) throw new AppError("invalid", "This group is not there any more.", { field: "groupId" });
}

type Audited = { action: string; playerId: number; name: string; by: By };

async function audit(tx: Tx, { action, playerId, name, by }: Audited): Promise<void> {
  await recordAudit(tx, { ...by, action, entityType: "player", entityId: playerId, details: { name } });
}
