"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction } from "#app/_server/action.ts";
import { endOwnSession } from "#app/_server/session-lifecycle.ts";

/** Ends the session of this browser. Works as a button's action and as a form's, and when the session has ended already. */
export const signOut = publicAction({ input: z.unknown() }, async () => {
  await endOwnSession();
  redirect("/login");
});
