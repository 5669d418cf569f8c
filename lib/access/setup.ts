import { randomInt, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { configuration, users } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { hashToken } from "./secrets.ts";
import { countAttempt, forgiveAttempt } from "./throttle.ts";
import { createUser, hasFounder, type User } from "./users.ts";

const tokenKey = "setup.token_hashes";

/** No 0/O, 1/I/L and no vowels: a person copies it from a log on another screen. */
const alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";

/** How many codes stay valid: each web process prints one of its own at start. */
const tokensKept = 5;

/** Next loads a module several times in a process; the code is printed once all the same. */
const announced = Symbol.for("metarr.setup-announced");

export type Founder = {
  username: string;
  password: string;
  /** From the log; needed unless the request comes from the same machine. */
  token?: string | undefined;
  isSameMachine: boolean;
  address: string | null;
};

/**
 * Creates the first administrator, once: the database has a unique index for it, so of many at once one wins.
 * Throws conflict when somebody was first, forbidden for a missing or wrong token, invalid for a bad name or password.
 */
export async function createFounder(db: Db, founder: Founder): Promise<User> {
  if (await hasFounder(db)) throw new AppError("conflict", "Metarr is already set up. Sign in instead.");
  if (!founder.isSameMachine) await checkSetupToken(db, founder);
  const { username, password, address } = founder;
  const user = await createUser(
    db,
    { username, password, role: "admin", isFounder: true },
    { byUserId: null, address },
  );
  await db.delete(configuration).where(eq(configuration.key, tokenKey));
  // The set-up signs them in without asking for the password again.
  await db.update(users).set({ lastLoginAt: new Date() }).where(eq(users.id, user.id));
  return user;
}

/**
 * Prints the one-time set-up token to the log, once per process and only while there is no administrator.
 * The database keeps its hash. Returns whether the set-up is open.
 */
export async function announceSetup(db: Db): Promise<boolean> {
  if (await hasFounder(db)) return false;
  if (Reflect.get(globalThis, announced)) return true;
  Reflect.set(globalThis, announced, true);
  const token = newToken();
  await transaction(db, async (tx) => {
    const value = JSON.stringify([...(await storedHashes(tx)), hashToken(token)].slice(-tokensKept));
    const description = "SHA-256 of the codes that open the first set-up from another machine";
    await tx
      .insert(configuration)
      .values({ key: tokenKey, value, type: "json", description })
      .onConflictDoUpdate({ target: configuration.key, set: { value, updatedAt: new Date() } });
  });
  const readable = token.match(/.{5}/g)?.join("-");
  log.warn(`Metarr has no administrator yet. Open /setup; from another machine it asks for this code: ${readable}`);
  return true;
}

async function checkSetupToken(db: Db, { token, address }: Founder): Promise<void> {
  const attempt = await countAttempt(db, { address });
  const given = Buffer.from(hashToken((token ?? "").toUpperCase().replaceAll(/[^0-9A-Z]/g, "")));
  const stored = await storedHashes(db);
  const matches = stored.some((hash) => given.length === hash.length && timingSafeEqual(given, Buffer.from(hash)));
  if (!matches) {
    throw new AppError(
      "forbidden",
      "The code is missing or wrong. It stands in Metarr's log, in the line with /setup.",
      {
        field: "token",
      },
    );
  }
  await forgiveAttempt(db, attempt);
}

async function storedHashes(db: Db): Promise<string[]> {
  const [row] = await db
    .select({ value: configuration.value })
    .from(configuration)
    .where(eq(configuration.key, tokenKey));
  const hashes: unknown = row?.value ? JSON.parse(row.value) : [];
  return Array.isArray(hashes) ? hashes.filter((hash) => typeof hash === "string") : [];
}

/** About 120 bits. It is printed in groups of five; the hash is of the letters alone. */
function newToken(): string {
  return Array.from({ length: 25 }, () => alphabet[randomInt(alphabet.length)] ?? "").join("");
}
