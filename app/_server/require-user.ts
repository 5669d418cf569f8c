import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { getDb } from "#db/client.ts";
import { nextPath, pathHeader } from "#lib/access/next-path.ts";
import { hasFounder } from "#lib/access/users.ts";
import { type CurrentUser, hasRole, type Role } from "#lib/access/vocabulary.ts";
import { findSessionUser } from "./current-user.ts";

/** Who is signed in, asked once per rendering. */
export const getSessionUser = cache(async (): Promise<CurrentUser | undefined> => findSessionUser(await headers()));

/**
 * The gate of every page and of every query behind a page. Sends people who are not signed in to /login (or to /setup
 * while there is no administrator) and shows the 403 page to a role too low.
 */
export async function requireUser(role: Role = "viewer"): Promise<CurrentUser> {
  const user = await getSessionUser();
  if (!user) return await sendToLogin();
  if (!hasRole(user, role)) forbidden();
  return user;
}

async function sendToLogin(): Promise<never> {
  if (!(await hasFounder(getDb()))) redirect("/setup");
  const next = nextPath((await headers()).get(pathHeader));
  redirect(next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`);
}
