import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listApiKeys } from "#lib/access/api-keys.ts";
import { listSessions } from "#lib/access/sessions.ts";

/** The signed-in person with their sessions and keys. */
export async function getAccount() {
  const user = await requireUser();
  const [sessions, keys] = await Promise.all([listSessions(getDb(), user.id), listApiKeys(getDb(), user.id)]);
  return {
    user,
    sessions: sessions.map((session) => ({ ...session, isCurrent: session.sessionId === user.sessionId })),
    keys,
  };
}

export type AccountSession = Awaited<ReturnType<typeof getAccount>>["sessions"][number];
