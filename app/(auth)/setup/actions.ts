"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicFormAction } from "#app/_server/action.ts";
import { beginSession } from "#app/_server/session-lifecycle.ts";
import { createSession } from "#lib/access/sessions.ts";
import { createFounder } from "#lib/access/setup.ts";
import { AppError } from "#lib/errors.ts";

const administrator = z.object({
  username: z.string(),
  password: z.string(),
  repeated: z.string(),
  token: z.string().max(100).optional(),
});

/** Creates the first administrator, once, signs them in and goes on to the providers. */
export const createAdministrator = publicFormAction({ input: administrator }, async (input, { db, facts }) => {
  const { username, password, repeated, token } = input;
  if (password !== repeated) throw new AppError("invalid", "The two passwords differ.", { field: "repeated" });
  const { address, isSameMachine, userAgent } = facts;
  const user = await createFounder(db, { username, password, token, isSameMachine, address });
  const session = await createSession(db, { userId: user.id, address, userAgent });
  await beginSession({ userId: user.id, ...session });
  redirect("/setup/provider");
});
