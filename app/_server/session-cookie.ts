import { decode, encode } from "next-auth/jwt";
import { deriveKey } from "#lib/access/secrets.ts";
import { sessionMaxMs } from "#lib/access/sessions.ts";
import { requestFacts } from "./request-facts.ts";

/** next-auth's own names: browsers take a `__Secure-` cookie over https only. */
export const sessionCookieName = (isHttps: boolean) => `${isHttps ? "__Secure-" : ""}next-auth.session-token`;

export const sessionCookieOptions = (isHttps: boolean) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: isHttps }) as const;

export const authJsSecret = (): string => deriveKey("next-auth").toString("base64url");

/** The encrypted token of next-auth around ours. It proves nothing alone: the database decides whether the session lives. */
export async function sealSession({ userId, token }: { userId: number; token: string }): Promise<string> {
  const maxAge = sessionMaxMs / 1000;
  return await encode({ token: { sub: String(userId), sid: token }, secret: authJsSecret(), maxAge });
}

/** Our session token in a request's cookie; undefined when there is none or it is not ours. */
export async function readSessionToken(headers: Headers): Promise<string | undefined> {
  const sealed = readCookie(headers, sessionCookieName(requestFacts(headers).isHttps));
  if (!sealed) return undefined;
  try {
    const token = await decode({ token: sealed, secret: authJsSecret() });
    return typeof token?.sid === "string" ? token.sid : undefined;
  } catch {
    // Sealed with another secret, expired or made up: all the same as no cookie.
    return undefined;
  }
}

function readCookie(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
