import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isUniqueViolation } from "#db/errors.ts";
import { users } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { recordAudit } from "./audit.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { endSessions } from "./sessions.ts";
import { countAttempt, forgiveAttempt } from "./throttle.ts";
import { passwordSchema, type Role, usernameSchema } from "./vocabulary.ts";

export type User = Omit<typeof users.$inferSelect, "passwordHash" | "usernameFolded">;

/** Everything about a person but the password's hash. */
const userColumns = {
  id: users.id,
  username: users.username,
  displayName: users.displayName,
  email: users.email,
  role: users.role,
  isFounder: users.isFounder,
  disabledAt: users.disabledAt,
  lastLoginAt: users.lastLoginAt,
  passwordChangedAt: users.passwordChangedAt,
  createdAt: users.createdAt,
  updatedAt: users.updatedAt,
};

/** Who did it: a user's id, or null for the command line and the first set-up. */
export type By = { byUserId: number | null; address?: string | null };

/** Two names that read the same are one name: `Anna`, `anna ` and the full-width form. No database takes control characters. */
export function foldUsername(username: string): string {
  return username.replaceAll(/\p{C}/gu, "").normalize("NFKC").trim().toLowerCase();
}

export type NewUser = {
  username: string;
  password: string;
  role: Role;
  displayName?: string | null;
  /** Set by the first set-up alone: fails when there is a founder, at whatever moment that one came to be. */
  isFounder?: true;
};

/**
 * Adds a person. The first administrator becomes the founder, of which the database allows one.
 * Throws invalid for a weak password or an impossible name, conflict when the name is taken.
 */
export async function createUser(db: Db, user: NewUser, by: By): Promise<User> {
  const { username, password, role, displayName } = user;
  const name = checked(usernameSchema, username, "username");
  const passwordHash = await hashPassword(checked(passwordSchema, password, "password"));
  const isFounder = user.isFounder ?? (role === "admin" && !(await hasFounder(db)));
  try {
    return await transaction(db, async (tx) => {
      const values = { username: name, usernameFolded: foldUsername(name), displayName: displayName ?? null };
      const [created] = await tx
        .insert(users)
        .values({ ...values, passwordHash, role, isFounder, passwordChangedAt: new Date() })
        .returning(userColumns);
      if (!created) throw new AppError("internal", "The new person was not stored.");
      await recordAudit(tx, { ...audit("user.create", created.id, by), details: { username: name, role } });
      return created;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    if (isFounder && (await hasFounder(db))) {
      throw new AppError("conflict", "Metarr is already set up. Sign in instead.", { cause: error });
    }
    throw new AppError("conflict", `Somebody is already called ${name}. Choose another name.`, {
      cause: error,
      field: "username",
    });
  }
}

/** True once there is a first administrator, which closes the set-up for good. */
export async function hasFounder(db: Db): Promise<boolean> {
  const found = await db.select({ id: users.id }).from(users).where(eq(users.isFounder, true)).limit(1);
  return found.length > 0;
}

export async function listUsers(db: Db): Promise<User[]> {
  return await db.select(userColumns).from(users).orderBy(asc(users.usernameFolded));
}

/** By name as typed, for the command line. */
export async function findUserByName(db: Db, username: string): Promise<User | undefined> {
  const [user] = await db
    .select(userColumns)
    .from(users)
    .where(eq(users.usernameFolded, foldUsername(username)));
  return user;
}

/** Sets a new password and ends every session of the person but `keepSessionId`. */
export async function setPassword(
  db: Db,
  { userId, password, keepSessionId }: { userId: number; password: string; keepSessionId?: number | null },
  by: By,
): Promise<void> {
  const passwordHash = await hashPassword(checked(passwordSchema, password, "password"));
  await transaction(db, async (tx) => {
    const now = new Date();
    await update(tx, userId, { passwordHash, passwordChangedAt: now });
    await endSessions(tx, { userId, exceptSessionId: keepSessionId ?? null }, now);
    await recordAudit(tx, audit("user.set_password", userId, by));
  });
}

export type OwnPassword = {
  username: string;
  present: string;
  password: string;
  keepSessionId: number | null;
  address?: string | null;
};

/**
 * A person changes their own password. Wrong tries count like those of signing in: a stolen session must not find it out.
 * Throws invalid when the present one is wrong, too_many after too many tries.
 */
export async function changePassword(db: Db, userId: number, own: OwnPassword): Promise<void> {
  const { username, present, password, keepSessionId, address } = own;
  const attempt = await countAttempt(db, { account: foldUsername(username), address: address ?? null });
  const [row] = await db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, userId));
  if (!(await verifyPassword(row?.hash, present.slice(0, 201)))) {
    throw new AppError("invalid", "The present password is wrong.", { field: "present" });
  }
  await forgiveAttempt(db, attempt);
  await setPassword(db, { userId, password, keepSessionId }, { byUserId: userId, address: address ?? null });
}

/**
 * Gives a person another role and ends their sessions, so that no token outlives the role it was given for.
 * Throws conflict when nobody would be left to administrate.
 */
export async function setRole(db: Db, { userId, role }: { userId: number; role: Role }, by: By): Promise<void> {
  await transaction(db, async (tx) => {
    if (role !== "admin") await keepAnAdministrator(tx, userId);
    await update(tx, userId, { role });
    await endSessions(tx, { userId }, new Date());
    await recordAudit(tx, { ...audit("user.set_role", userId, by), details: { role } });
  });
}

/** Shuts a person out, with every session and key, or lets them in again. */
export async function setDisabled(
  db: Db,
  { userId, disabled }: { userId: number; disabled: boolean },
  by: By,
): Promise<void> {
  await transaction(db, async (tx) => {
    const now = new Date();
    if (disabled) await keepAnAdministrator(tx, userId);
    await update(tx, userId, { disabledAt: disabled ? now : null });
    if (disabled) await endSessions(tx, { userId }, now);
    await recordAudit(tx, audit(disabled ? "user.disable" : "user.enable", userId, by));
  });
}

async function update(tx: Db, userId: number, values: Partial<typeof users.$inferInsert>): Promise<void> {
  const changed = await tx
    .update(users)
    .set({ ...values, updatedAt: new Date() })
    .where(eq(users.id, userId))
    .returning({ id: users.id });
  if (changed.length === 0) throw new AppError("not_found", "This person does not exist any more.");
}

/**
 * Throws conflict when `userId` is the only administrator left. Touching every administrator makes two such changes at
 * once collide on PostgreSQL, where each alone would see the other's person still in office.
 */
async function keepAnAdministrator(tx: Db, userId: number): Promise<void> {
  const admins = await tx
    .update(users)
    .set({ updatedAt: sql`${users.updatedAt}` })
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt)))
    .returning({ id: users.id });
  if (admins.length === 1 && admins[0]?.id === userId) {
    throw new AppError("conflict", "This is the only administrator. Make somebody else an administrator first.");
  }
}

function audit(action: string, userId: number, { byUserId, address }: By) {
  return { action, userId: byUserId, entityType: "user", entityId: userId, address: address ?? null };
}

type Checker = typeof usernameSchema | typeof passwordSchema;

function checked(schema: Checker, value: string, field: string): string {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid", parsed.error.issues[0]?.message ?? "This value is not valid.", { field });
}
