import { randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiKeys, users } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { recordAudit } from "./audit.ts";
import { hashToken } from "./secrets.ts";
import { type CurrentUser, hasRole, lowerRole, type Role } from "./vocabulary.ts";

/** How often `last_used_at` is written: a script may call ten times a second. */
const usedEveryMs = 60_000;

/** So that secret scanners and people recognise a key that leaked. */
const keyStart = "mtr_";

export type NewApiKey = { name: string; role: Role; expiresAt?: Date | null };

/**
 * Makes a key of 256 random bits for the person asking. This is the only time it can be shown: the database has its SHA-256.
 * Throws forbidden when a key asks (a key makes no keys, S16) or asks for a role above its person's.
 */
export async function createApiKey(
  db: Db,
  user: CurrentUser,
  { name, role, expiresAt }: NewApiKey,
): Promise<{ keyId: number; key: string }> {
  refuseKeys(user);
  if (!hasRole(user, role)) throw new AppError("forbidden", "A key cannot have a role above your own.");
  const key = keyStart + randomBytes(32).toString("base64url");
  const label = name.trim().slice(0, 100);
  if (!label)
    throw new AppError("invalid", "Give the key a name, such as the program that uses it.", { field: "name" });
  return await transaction(db, async (tx) => {
    const values = { userId: user.id, name: label, role, expiresAt: expiresAt ?? null };
    const [row] = await tx
      .insert(apiKeys)
      .values({ ...values, prefix: key.slice(0, 10), keyHash: hashToken(key) })
      .returning({ id: apiKeys.id });
    if (!row) throw new AppError("internal", "The key was not stored.");
    const details = { name: label, role };
    await recordAudit(tx, { userId: user.id, action: "key.create", entityType: "api_key", entityId: row.id, details });
    return { keyId: row.id, key };
  });
}

/** Who a key belongs to: undefined when it is unknown, revoked or expired, or its person is disabled. */
export async function verifyApiKey(db: Db, key: string, now = new Date()): Promise<CurrentUser | undefined> {
  if (!key.startsWith(keyStart)) return undefined;
  const isValid = and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)));
  const [found] = await db
    .select({
      id: users.id,
      username: users.username,
      displayName: users.displayName,
      userRole: users.role,
      keyId: apiKeys.id,
      keyRole: apiKeys.role,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.keyHash, hashToken(key)), isNull(users.disabledAt), isValid));
  if (!found) return undefined;
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > usedEveryMs) {
    await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, found.keyId));
  }
  const { id, username, displayName, keyId } = found;
  return {
    id,
    username,
    displayName,
    role: lowerRole(found.userRole, found.keyRole),
    via: "key",
    sessionId: null,
    keyId,
  };
}

export type ApiKeySummary = {
  keyId: number;
  name: string;
  prefix: string;
  role: Role;
  username: string;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
};

/** Keys that are not revoked: those of one person, or everybody's. */
export async function listApiKeys(db: Db, userId?: number): Promise<ApiKeySummary[]> {
  return await db
    .select({
      keyId: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      role: apiKeys.role,
      username: users.username,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      createdAt: apiKeys.createdAt,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(isNull(apiKeys.revokedAt), userId === undefined ? undefined : eq(apiKeys.userId, userId)))
    .orderBy(desc(apiKeys.id));
}

/** Ends a key at once: one's own, or any as administrator. Throws not_found, and forbidden when a key asks. */
export async function revokeApiKey(db: Db, user: CurrentUser, { keyId }: { keyId: number }): Promise<void> {
  refuseKeys(user);
  const own = hasRole(user, "admin") ? undefined : eq(apiKeys.userId, user.id);
  await transaction(db, async (tx) => {
    const revoked = await tx
      .update(apiKeys)
      .set({ revokedAt: new Date() })
      .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt), own))
      .returning({ id: apiKeys.id });
    if (revoked.length === 0) throw new AppError("not_found", "This key does not exist or is already revoked.");
    await recordAudit(tx, { userId: user.id, action: "key.revoke", entityType: "api_key", entityId: keyId });
  });
}

function refuseKeys(user: CurrentUser): void {
  if (user.via === "key") {
    throw new AppError("forbidden", "An API key cannot make or revoke keys. Sign in with a browser instead.");
  }
}
