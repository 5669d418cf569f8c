import type { Db } from "#db/client.ts";
import type { JsonSource } from "./ask.ts";
import type { Authorise, TokenHeaders } from "./authorise.ts";
import { providerError } from "./errors.ts";
import { maxJsonBytes } from "./http.ts";
import { judgeAnswer, readText } from "./judge-answer.ts";
import { processWide } from "./process-wide.ts";
import { sendWithRetry } from "./send.ts";
import { shareFlight } from "./single-flight.ts";
import { isMissing, loginSchema } from "./tvdb-schemas.ts";

export type TvdbAccess = { apiKey: string; pin: string | null };

type Tokens = { held: Map<string, TokenHeaders>; logins: Parameters<typeof shareFlight<TokenHeaders>>[0] };

/** Logs in when there is no token yet or the one in hand was refused; one login for all who wait. A token lasts a month. */
export function tvdbAuthorise(db: Db, source: JsonSource, access: TvdbAccess): Authorise {
  const { held, logins } = tokensOf(db);
  const key = JSON.stringify([source.baseUrl, access.apiKey, access.pin]);
  return async ({ refused, signal }) => {
    const token = held.get(key);
    if (token !== undefined && token !== refused) return token;
    const login = async (shared: AbortSignal) => {
      const made = await logIn(db, source, { access, signal: shared });
      held.set(key, made);
      return made;
    };
    return shareFlight(logins, key, login, signal);
  };
}

/**
 * Asks TVDB for a token (POST /login). Neither the key nor the answer is kept in the database.
 * Throws AppError `provider` with kind "key" for a wrong key or PIN.
 */
export async function logIn(
  db: Db,
  source: JsonSource,
  { access, ...options }: { access: TvdbAccess; signal?: AbortSignal | undefined; isTest?: boolean },
): Promise<TokenHeaders> {
  const { apiKey, pin } = access;
  const judged = { schema: loginSchema, isMissing, isConditional: false };
  const answer = await sendWithRetry(db, source, {
    url: `${source.baseUrl}/login`,
    method: "POST",
    body: JSON.stringify({ apikey: apiKey, ...(pin !== null && { pin }) }),
    headers: { accept: "application/json", "content-type": "application/json" },
    maxBytes: maxJsonBytes,
    accept: (got) => judgeAnswer(source.label, judged, got),
    ...options,
  });
  const read = answer && readText(Buffer.from(answer.body).toString("utf8"), loginSchema);
  if (read === undefined) {
    throw providerError("refused", "There is a server at this address, but it is not TVDB. The address ends with /v4.");
  }
  return { authorization: `Bearer ${read.value.data.token}` };
}

/** Tokens of this process, by the database whose settings hold the key. */
function tokensOf(db: Db): Tokens {
  const all = processWide("tvdb.tokens", () => new WeakMap<Db, Tokens>());
  const tokens = all.get(db) ?? { held: new Map(), logins: new Map() };
  all.set(db, tokens);
  return tokens;
}
