import { cookies, headers } from "next/headers";
import { getDb } from "#db/client.ts";
import { findSession, revokeSession } from "#lib/access/sessions.ts";
import { requestFacts } from "./request-facts.ts";
import { readSessionToken, sealSession, sessionCookieName, sessionCookieOptions } from "./session-cookie.ts";

/** Gives the browser the cookie of a new session, and ends the one it had. For server actions. */
export async function beginSession(session: { userId: number; token: string; expiresAt: Date }): Promise<void> {
  await endOwnSession();
  const { isHttps } = requestFacts(await headers());
  const jar = await cookies();
  jar.set(sessionCookieName(isHttps), await sealSession(session), {
    ...sessionCookieOptions(isHttps),
    expires: session.expiresAt,
  });
}

/** Ends the browser's session and takes its cookie. For server actions. */
export async function endOwnSession(): Promise<void> {
  const sent = await headers();
  const { isHttps } = requestFacts(sent);
  await endSessionOf(await readSessionToken(sent));
  (await cookies()).set(sessionCookieName(isHttps), "", { ...sessionCookieOptions(isHttps), maxAge: 0 });
}

/** Ends the session a token belongs to, if it is still alive. */
export async function endSessionOf(token: string | undefined): Promise<void> {
  const user = token ? await findSession(getDb(), token) : undefined;
  if (user?.sessionId) await revokeSession(getDb(), { sessionId: user.sessionId, userId: user.id });
}
