"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicFormAction } from "#app/_server/action.ts";
import { beginSession } from "#app/_server/session-lifecycle.ts";
import { nextPath } from "#lib/access/next-path.ts";
import { signIn } from "#lib/access/sign-in.ts";

const credentials = z.object({ username: z.string(), password: z.string(), next: z.string().optional() });

/** Checks name and password, gives the browser its session and goes on to where the person wanted to be. */
export const signInWithPassword = publicFormAction({ input: credentials }, async (input, { db, facts }) => {
  const { username, password, next } = input;
  await beginSession(await signIn(db, { username, password, address: facts.address, userAgent: facts.userAgent }));
  redirect(nextPath(next));
});
