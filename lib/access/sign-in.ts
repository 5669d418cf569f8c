import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { recordAudit } from "./audit.ts";
import { verifyPassword } from "./passwords.ts";
import { createSession, type SessionPlace } from "./sessions.ts";
import { countAttempt, forgiveAttempt } from "./throttle.ts";
import { foldUsername } from "./users.ts";

export type SignedIn = { userId: number; username: string; sessionId: number; token: string; expiresAt: Date };

/**
 * Checks name and password and starts a session. Unknown, disabled and wrong get the same answer after the same work.
 * Throws unauthorized, or too_many with `retryAfterSeconds`.
 */
export async function signIn(
  db: Db,
  { username, password, ...place }: { username: string; password: string } & SessionPlace,
): Promise<SignedIn> {
  const folded = foldUsername(username).slice(0, 64);
  const attempt = await countAttempt(db, { account: folded, address: place.address });
  const [user] = await db
    .select({ id: users.id, username: users.username, hash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.usernameFolded, folded));
  // 200 characters is the longest password that can be set; hashing a megabyte would be work for nothing.
  const matches = await verifyPassword(user?.hash, password.slice(0, 201));
  if (!user || !matches || user.disabledAt) throw new AppError("unauthorized", "The name or the password is wrong.");

  await forgiveAttempt(db, attempt);
  const session = await transaction(db, async (tx) => {
    const now = new Date();
    await tx.update(users).set({ lastLoginAt: now }).where(eq(users.id, user.id));
    await recordAudit(tx, { userId: user.id, action: "session.create", address: place.address });
    return await createSession(tx, { userId: user.id, ...place }, now);
  });
  return { userId: user.id, username: user.username, ...session };
}
