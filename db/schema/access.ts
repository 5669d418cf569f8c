import { sql } from "drizzle-orm";
import { createdAt, flag, kit, oneOf, updatedAt } from "../dialect/index.ts";

const { table, id, int, text, instant, json, index, uniqueIndex } = kit;

export const roles = ["admin", "editor", "viewer"] as const;

export const users = table(
  "users",
  {
    id: id(),
    /** As typed; unique by its folded form. */
    username: text("username").notNull(),
    usernameFolded: text("username_folded").notNull(),
    displayName: text("display_name"),
    email: text("email"),
    /** Argon2id; null for people who only sign in elsewhere. */
    passwordHash: text("password_hash"),
    role: text("role").$type<(typeof roles)[number]>().notNull().default("viewer"),
    /** True for the first administrator only: the index makes a second set-up impossible. */
    isFounder: flag("is_founder"),
    disabledAt: instant("disabled_at"),
    lastLoginAt: instant("last_login_at"),
    passwordChangedAt: instant("password_changed_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("users_username_unique").on(t.usernameFolded),
    uniqueIndex("users_founder_unique").on(t.isFounder).where(sql.raw(`"is_founder"`)),
    oneOf("users", "role", roles),
  ],
);

/** Sign-ins of one person at other identity providers. */
export const accounts = table(
  "accounts",
  {
    id: id(),
    userId: int("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("accounts_provider_unique").on(t.provider, t.providerAccountId)],
);

/** Signed-in browsers. The token carries a random id; only its SHA-256 is stored. */
export const sessions = table(
  "sessions",
  {
    id: id(),
    tokenHash: text("token_hash").notNull(),
    userId: int("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    address: text("address"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull().default(kit.now()),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [uniqueIndex("sessions_token_unique").on(t.tokenHash), index("idx_sessions_user").on(t.userId)],
);

export const apiKeys = table(
  "api_keys",
  {
    id: id(),
    userId: int("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** First characters, so that a person can tell keys apart. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the key. */
    keyHash: text("key_hash").notNull(),
    role: text("role").$type<(typeof roles)[number]>().notNull(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("api_keys_hash_unique").on(t.keyHash),
    index("idx_api_keys_user").on(t.userId),
    oneOf("api_keys", "role", roles),
  ],
);

/** Failed sign-ins, counted per account and per address. */
export const loginAttempts = table(
  "login_attempts",
  {
    id: id(),
    /** `account:<folded name>` or `address:<ip>`. */
    key: text("key").notNull(),
    failedAt: instant("failed_at").notNull().default(kit.now()),
  },
  (t) => [index("idx_login_attempts_key").on(t.key, t.failedAt)],
);

/** What people did. */
export const auditLog = table(
  "audit_log",
  {
    id: id(),
    userId: int("user_id"),
    /** noun.verb */
    action: text("action").notNull(),
    entityType: text("entity_type"),
    entityId: int("entity_id"),
    details: json<Record<string, unknown>>("details"),
    address: text("address"),
    happenedAt: instant("happened_at").notNull().default(kit.now()),
  },
  (t) => [index("idx_audit_log_time").on(t.happenedAt), index("idx_audit_log_user").on(t.userId, t.happenedAt)],
);
