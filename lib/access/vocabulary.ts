import { z } from "zod";

/** From the one who may do everything to the one who may look. db/schema/access.ts holds the same list; a test compares them. */
export const roles = ["admin", "editor", "viewer"] as const;
export type Role = (typeof roles)[number];
export const roleSchema = z.enum(roles);

export const roleLabels = { admin: "Administrator", editor: "Editor", viewer: "Viewer" } as const satisfies Record<
  Role,
  string
>;

export const roleDescriptions = {
  admin: "Everything, with settings, people and keys.",
  editor: "Edit, pick artwork, scan, refresh and publish. No settings, no deleting from disk.",
  viewer: "Look at everything, change nothing.",
} as const satisfies Record<Role, string>;

/** True when a person with `user.role` may do what asks for `needed`. */
export function hasRole(user: { role: Role }, needed: Role): boolean {
  return roles.indexOf(user.role) <= roles.indexOf(needed);
}

/** The weaker of two roles: what a key may do for a person whose own role has changed since. */
export function lowerRole(one: Role, other: Role): Role {
  return roles[Math.max(roles.indexOf(one), roles.indexOf(other))] ?? "viewer";
}

export const passwordMinLength = 10;

/** As typed. Control characters are out: two names that look the same must not be two people. */
export const usernameSchema = z
  .string()
  .trim()
  .min(1, "Type a name.")
  .max(64, "A name has at most 64 characters.")
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, "A name has only visible characters.");

/** The upper bound keeps hashing cheap; nobody types more. */
export const passwordSchema = z
  .string()
  .min(passwordMinLength, `A password has at least ${passwordMinLength} characters.`)
  .max(200, "A password has at most 200 characters.");

/** Who is asking, as the edge proved it. `via` tells a browser session from an API key and from the command line. */
export type CurrentUser = {
  id: number;
  username: string;
  displayName: string | null;
  role: Role;
  via: "session" | "key" | "cli";
  /** The sessions row; null for keys and the command line. */
  sessionId: number | null;
  /** The api_keys row; null for sessions and the command line. */
  keyId: number | null;
};
