import { randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, lt, ne, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { sessions, users } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { hashToken } from "./secrets.ts";
import type { CurrentUser } from "./vocabulary.ts";

const dayMs = 24 * 60 * 60_000;

/** A session unused for 7 days ends; every session ends after 30 (S12). */
const sessionIdleMs = 7 * dayMs;
export const sessionMaxMs = 30 * dayMs;

/** How often `last_seen_at` is written: a page has dozens of requests and needs no write for each. */
const seenEveryMs = 5 * 60_000;

export type SessionPlace = { address: string | null; userAgent: string | null };

/** Starts a session and returns its token, which is stored nowhere: the row has its SHA-256. */
export async function createSession(
  db: Db,
  { userId, address, userAgent }: { userId: number } & SessionPlace,
  now = new Date(),
): Promise<{ sessionId: number; token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + sessionMaxMs);
  const place = { address, userAgent: userAgent?.slice(0, 300) ?? null };
  const [row] = await db
    .insert(sessions)
    .values({ ...place, userId, tokenHash: hashToken(token), createdAt: now, lastSeenAt: now, expiresAt })
    .returning({ id: sessions.id });
  if (!row) throw new AppError("internal", "The session was not stored.");
  return { sessionId: row.id, token, expiresAt };
}

/** Who a token belongs to: undefined when it is unknown, revoked, idle or expired, or its person is disabled. */
export async function findSession(db: Db, token: string, now = new Date()): Promise<CurrentUser | undefined> {
  const [found] = await db
    .select({
      id: users.id,
      username: users.username,
      displayName: users.displayName,
      role: users.role,
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, hashToken(token)), isNull(users.disabledAt), isAlive(now)));
  if (!found) return undefined;
  const { lastSeenAt, ...user } = found;
  if (now.getTime() - lastSeenAt.getTime() > seenEveryMs) {
    await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, user.sessionId));
  }
  return { ...user, via: "session", keyId: null };
}

export type SessionSummary = {
  sessionId: number;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
};

/** The sessions of a person that are still alive, the latest used first. */
export async function listSessions(db: Db, userId: number, now = new Date()): Promise<SessionSummary[]> {
  return await db
    .select({
      sessionId: sessions.id,
      address: sessions.address,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isAlive(now)))
    .orderBy(desc(sessions.lastSeenAt));
}

/** Ends one session of a person. Throws not_found for a session of somebody else. */
export async function revokeSession(
  db: Db,
  { sessionId, userId }: { sessionId: number; userId: number },
  now = new Date(),
): Promise<void> {
  const ended = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  if (ended.length === 0) throw new AppError("not_found", "This session has already ended.");
}

/** Ends every session of a person, or every but one. */
export async function endSessions(
  tx: Db,
  { userId, exceptSessionId }: { userId: number; exceptSessionId?: number | null },
  now = new Date(),
): Promise<void> {
  const others = exceptSessionId ? ne(sessions.id, exceptSessionId) : undefined;
  await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), others));
}

/** Removes rows of sessions that ended more than 30 days ago. Returns how many. Called by the daily purge. */
export async function purgeSessions(db: Db, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - sessionMaxMs);
  const gone = await db
    .delete(sessions)
    .where(or(lt(sessions.expiresAt, before), lt(sessions.revokedAt, before)))
    .returning({ sessionId: sessions.id });
  return gone.length;
}

function isAlive(now: Date) {
  return and(
    isNull(sessions.revokedAt),
    gt(sessions.expiresAt, now),
    gt(sessions.lastSeenAt, new Date(now.getTime() - sessionIdleMs)),
  );
}
