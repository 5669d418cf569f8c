import type { Db } from "#db/client.ts";
import { createUser, type User } from "./users.ts";
import type { CurrentUser, Role } from "./vocabulary.ts";

export const testPassword = "correct horse battery";

let count = 0;

/** A person for a test, with `testPassword`. The first administrator of a database is its founder. */
export async function aUser(
  db: Db,
  { role = "viewer", username }: { role?: Role; username?: string } = {},
): Promise<User> {
  count += 1;
  const name = username ?? `person ${count}`;
  return await createUser(db, { username: name, password: testPassword, role }, { byUserId: null });
}

/** The same person as the edge hands them to the domains. */
export function asCurrent(user: User, via: CurrentUser["via"] = "session"): CurrentUser {
  const { id, username, displayName, role } = user;
  return { id, username, displayName, role, via, sessionId: null, keyId: null };
}

export const here = { address: "192.0.2.1", userAgent: "test" };
