import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { getDb } from "#db/client.ts";
import { nextPath } from "#lib/access/next-path.ts";
import { findSession, sessionMaxMs } from "#lib/access/sessions.ts";
import { signIn } from "#lib/access/sign-in.ts";
import { isAppError } from "#lib/errors.ts";
import type { RequestFacts } from "./request-facts.ts";
import { authJsSecret } from "./session-cookie.ts";
import { endSessionOf } from "./session-lifecycle.ts";

declare module "next-auth" {
  interface User {
    /** The token of our session. */
    sid?: string;
  }
}

/**
 * next-auth for one request. It knows the protocol of signing in and the cookie; who may sign in, sessions and throttling
 * are ours, and a token of a session that has ended is worth nothing.
 */
export function authOptions(facts: RequestFacts): AuthOptions {
  return {
    secret: authJsSecret(),
    session: { strategy: "jwt", maxAge: sessionMaxMs / 1000 },
    useSecureCookies: facts.isHttps,
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    providers: [
      Credentials({
        name: "Metarr",
        credentials: { username: { label: "Name" }, password: { label: "Password", type: "password" } },
        authorize: async (given) => await authorize(given, facts),
      }),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => nextPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
      jwt: async ({ token, user }) => {
        if (user?.sid) return { sub: user.id, sid: user.sid };
        const found = typeof token.sid === "string" ? await findSession(getDb(), token.sid) : undefined;
        if (!found) throw new Error("This session has ended.");
        return { sub: String(found.id), sid: token.sid, name: found.username };
      },
      session: ({ session, token }) => ({ expires: session.expires, user: { name: token.name ?? null } }),
    },
    events: {
      signOut: async ({ token }) => await endSessionOf(typeof token?.sid === "string" ? token.sid : undefined),
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}

type Given = { username: string; password: string } | undefined;

async function authorize(given: Given, { address, userAgent }: RequestFacts) {
  const { username, password } = given ?? {};
  if (typeof username !== "string" || typeof password !== "string") return null;
  try {
    const { userId, username: name, token } = await signIn(getDb(), { username, password, address, userAgent });
    return { id: String(userId), name, sid: token };
  } catch (error) {
    // null is next-auth's word for a wrong name or password; the text of anything else goes to /login?error=.
    if (isAppError(error, "unauthorized")) return null;
    throw error;
  }
}
