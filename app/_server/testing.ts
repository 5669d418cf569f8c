import type { Db } from "#db/client.ts";
import { createSession } from "#lib/access/sessions.ts";
import { aUser, here } from "#lib/access/testing.ts";
import type { Role } from "#lib/access/vocabulary.ts";
import { sealSession } from "./session-cookie.ts";

export const origin = "http://localhost:3000";

/** A person with a role, and the headers their browser sends. */
export async function aBrowser(db: Db, role: Role) {
  const user = await aUser(db, { role });
  const session = await createSession(db, { userId: user.id, ...here });
  const cookie = `other=1; next-auth.session-token=${await sealSession({ userId: user.id, token: session.token })}`;
  return { user, sessionId: session.sessionId, headers: { cookie, host: "localhost:3000", origin } };
}

/** What a browser sends that has no session. */
export const anonymous = { host: "localhost:3000", origin };

/** Parameters for any route: each placeholder in its path gets a value of no row. */
export function paramsOf(path: string): { params: Promise<Record<string, string | string[]>> } {
  const names = [...path.matchAll(/\[(\.\.\.)?(\w+)\]/g)];
  return {
    params: Promise.resolve(Object.fromEntries(names.map(([, many, name = ""]) => [name, many ? ["1"] : "1"]))),
  };
}
