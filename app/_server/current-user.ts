import { getDb } from "#db/client.ts";
import { verifyApiKey } from "#lib/access/api-keys.ts";
import { findSession } from "#lib/access/sessions.ts";
import type { CurrentUser } from "#lib/access/vocabulary.ts";
import { readSessionToken } from "./session-cookie.ts";

/** Who a browser's cookie belongs to. Asks the database every time, so a revoked session ends at once. */
export async function findSessionUser(headers: Headers): Promise<CurrentUser | undefined> {
  const token = await readSessionToken(headers);
  return token ? await findSession(getDb(), token) : undefined;
}

/** The API key of a request: headers only, because addresses end up in logs and histories. */
function readApiKey(headers: Headers): string | undefined {
  const bearer = headers.get("authorization")?.match(/^Bearer +(\S+)$/i)?.[1];
  return headers.get("x-api-key") ?? bearer;
}

/** Who is asking. A request with a key is judged by its key alone, never by a cookie beside it. */
export async function findCurrentUser(headers: Headers): Promise<CurrentUser | undefined> {
  const key = readApiKey(headers);
  return key === undefined ? await findSessionUser(headers) : await verifyApiKey(getDb(), key);
}
