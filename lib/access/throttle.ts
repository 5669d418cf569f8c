import { isIPv4, isIPv6 } from "node:net";
import { and, desc, eq, gt, inArray, lt, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { loginAttempts } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";

const windowMs = 15 * 60_000;

/** Failures allowed within the window, S13. The address limit is wider: a family shares one. */
const limits = { account: 10, address: 50 } as const;

export type AttemptKeys = { account?: string; address: string | null };

/** The attempt a caller is about to make, to be taken back when it succeeds. */
export type Attempt = { ids: number[]; accountKey: string | null };

/**
 * Counts a try before it is made, so that a thousand tries at once get no further than a thousand in a row:
 * each writes its own row first and then counts all rows it sees, so the last of eleven always sees eleven.
 * Throws too_many with the seconds to wait; a refused try does not prolong the wait.
 */
export async function countAttempt(db: Db, keys: AttemptKeys, now = new Date()): Promise<Attempt> {
  const counted = keysOf(keys);
  await db
    .delete(loginAttempts)
    .where(and(inArray(loginAttempts.key, keyNames(counted)), lt(loginAttempts.failedAt, windowStart(now))));
  const rows = await db
    .insert(loginAttempts)
    .values(counted.map(({ key }) => ({ key, failedAt: now })))
    .returning({ id: loginAttempts.id });
  const ids = rows.map((row) => row.id);

  const waits = await Promise.all(counted.map((one) => waitMs(db, one, now)));
  const longestMs = Math.max(0, ...waits);
  if (longestMs > 0) {
    await db.delete(loginAttempts).where(inArray(loginAttempts.id, ids));
    throw tooMany(longestMs);
  }
  const account = counted.find(({ key }) => key.startsWith("account:"));
  return { ids, accountKey: account?.key ?? null };
}

/** Takes a try back because it succeeded, and forgives the account its failures. The address keeps its other failures. */
export async function forgiveAttempt(db: Db, attempt: Attempt): Promise<void> {
  const own = inArray(loginAttempts.id, attempt.ids);
  await db.delete(loginAttempts).where(attempt.accountKey ? or(own, eq(loginAttempts.key, attempt.accountKey)) : own);
}

/** Removes what no longer counts. Returns how many failures. Called by the daily purge. */
export async function purgeAttempts(db: Db, now = new Date()): Promise<number> {
  const gone = await db
    .delete(loginAttempts)
    .where(lt(loginAttempts.failedAt, windowStart(now)))
    .returning({ attemptId: loginAttempts.id });
  return gone.length;
}

/** One IPv6 customer owns a /64 at least, so that is what is counted; mapped IPv4 counts as IPv4. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const [head = "", tail = ""] = plain.split("%")[0]?.split("::") ?? [];
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const groups = plain.includes("::")
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right]
    : left;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

function keysOf(keys: AttemptKeys) {
  const account = keys.account ? [{ key: `account:${keys.account}`, limit: limits.account }] : [];
  return [...account, { key: `address:${addressKey(keys.address ?? "unknown")}`, limit: limits.address }];
}

const keyNames = (counted: { key: string }[]) => counted.map(({ key }) => key);
const windowStart = (now: Date) => new Date(now.getTime() - windowMs);

/** Milliseconds until the oldest of the newest `limit` failures leaves the window; 0 when the try is allowed. */
async function waitMs(db: Db, { key, limit }: { key: string; limit: number }, now: Date): Promise<number> {
  // The newest is this try itself, which is taken back: `limit` failures lie before it.
  const newest = await db
    .select({ failedAt: loginAttempts.failedAt })
    .from(loginAttempts)
    .where(and(eq(loginAttempts.key, key), gt(loginAttempts.failedAt, windowStart(now))))
    .orderBy(desc(loginAttempts.failedAt))
    .limit(limit + 1);
  const oldest = newest[limit];
  return oldest ? oldest.failedAt.getTime() + windowMs - now.getTime() : 0;
}

function tooMany(wait: number): AppError {
  const minutes = Math.max(1, Math.ceil(wait / 60_000));
  return new AppError(
    "too_many",
    `Too many failed tries. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`,
    { details: { retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) } },
  );
}
