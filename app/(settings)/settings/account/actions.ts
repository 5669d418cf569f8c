"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action, formAction } from "#app/_server/action.ts";
import { createApiKey, revokeApiKey } from "#lib/access/api-keys.ts";
import { endSessions, revokeSession } from "#lib/access/sessions.ts";
import { changePassword } from "#lib/access/users.ts";
import { roleSchema } from "#lib/access/vocabulary.ts";
import { AppError } from "#lib/errors.ts";

const page = "/settings/account";
const passwords = z.object({ present: z.string(), password: z.string(), repeated: z.string() });

/** Changes one's own password and ends one's other sessions. */
export const changeOwnPassword = formAction(
  { role: "viewer", input: passwords },
  async (input, { user, db, facts }) => {
    const { present, password, repeated } = input;
    if (password !== repeated) throw new AppError("invalid", "The two passwords differ.", { field: "repeated" });
    const { username, sessionId } = user;
    await changePassword(db, user.id, {
      username,
      present,
      password,
      keepSessionId: sessionId,
      address: facts.address,
    });
    revalidatePath(page);
  },
);

const oneSession = z.object({ sessionId: z.int().positive() });

/** Ends one of one's own sessions. */
export const endSession = action({ role: "viewer", input: oneSession }, async ({ sessionId }, { user, db }) => {
  await revokeSession(db, { sessionId, userId: user.id });
  revalidatePath(page);
});

/** Ends all of one's own sessions but this one. */
export const endOtherSessions = action({ role: "viewer", input: z.unknown() }, async (_, { user, db }) => {
  await endSessions(db, { userId: user.id, exceptSessionId: user.sessionId });
  revalidatePath(page);
});

const newKey = z.object({ name: z.string(), role: roleSchema, days: z.coerce.number().int().min(0).max(3650) });
const dayMs = 24 * 60 * 60_000;

/** Makes an API key for oneself; its text is in this answer and nowhere else. */
export const createOwnKey = formAction(
  { role: "viewer", input: newKey },
  async ({ name, role, days }, { user, db }) => {
    const expiresAt = days > 0 ? new Date(Date.now() + days * dayMs) : null;
    const { key } = await createApiKey(db, user, { name, role, expiresAt });
    revalidatePath(page);
    return { key };
  },
);

const oneKey = z.object({ keyId: z.int().positive() });

/** Ends one of one's own keys; an administrator may end any. */
export const endKey = action({ role: "viewer", input: oneKey }, async ({ keyId }, { user, db }) => {
  await revokeApiKey(db, user, { keyId });
  revalidatePath(page);
});
