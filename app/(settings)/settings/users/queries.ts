import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listUsers } from "#lib/access/users.ts";

/** Everybody who may sign in, and who is asking. */
export async function listPeople() {
  const user = await requireUser("admin");
  const people = await listUsers(getDb());
  return people.map(({ id, username, role, disabledAt, lastLoginAt }) => ({
    userId: id,
    username,
    role,
    isDisabled: disabledAt !== null,
    lastLoginAt,
    isSelf: id === user.id,
  }));
}

export type Person = Awaited<ReturnType<typeof listPeople>>[number];
