import { isSameOrigin } from "#lib/access/same-origin.ts";
import { type CurrentUser, hasRole, type Role, roleLabels } from "#lib/access/vocabulary.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestFacts } from "./request-facts.ts";

/** Returns the person when they may go on. Throws unauthorized for nobody, forbidden for a role too low. */
export function requireRole(user: CurrentUser | undefined, role: Role): CurrentUser {
  if (!user) throw new AppError("unauthorized", "You are not signed in, or your session has ended. Sign in again.");
  if (!hasRole(user, role)) {
    throw new AppError("forbidden", `This needs the role ${roleLabels[role]}; yours is ${roleLabels[user.role]}.`);
  }
  return user;
}

/** Throws forbidden for a request that another site made a browser send. */
export function requireSameOrigin(facts: RequestFacts): void {
  if (!isSameOrigin(facts)) {
    throw new AppError(
      "forbidden",
      "This request came from another site, so it was refused. Open Metarr and try again.",
    );
  }
}
