"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionContext, action, formAction } from "#app/_server/action.ts";
import { createUser, setDisabled, setPassword, setRole } from "#lib/access/users.ts";
import { roleSchema } from "#lib/access/vocabulary.ts";
import { AppError } from "#lib/errors.ts";

const page = "/settings/users";
const userId = z.int().positive();
const byOf = ({ user, facts }: ActionContext) => ({ byUserId: user.id, address: facts.address });

/** Changing oneself by these would lock the last door from outside: others do it, or the account page. */
function refuseSelf(target: number, { user }: ActionContext): void {
  if (target === user.id) throw new AppError("conflict", "You cannot do this to yourself. Ask another administrator.");
}

const person = z.object({ username: z.string(), password: z.string(), role: roleSchema });

export const addPerson = formAction({ role: "admin", input: person }, async (input, context) => {
  const { username } = await createUser(context.db, input, byOf(context));
  revalidatePath(page);
  return { username };
});

export const changeRole = action(
  { role: "admin", input: z.object({ userId, role: roleSchema }) },
  async (input, context) => {
    refuseSelf(input.userId, context);
    await setRole(context.db, input, byOf(context));
    revalidatePath(page);
  },
);

const shutOut = z.object({ userId, disabled: z.boolean() });

export const changeDisabled = action({ role: "admin", input: shutOut }, async (input, context) => {
  refuseSelf(input.userId, context);
  await setDisabled(context.db, input, byOf(context));
  revalidatePath(page);
});

const reset = z.object({ userId: z.coerce.number().int().positive(), password: z.string() });

export const resetPassword = formAction({ role: "admin", input: reset }, async (input, context) => {
  refuseSelf(input.userId, context);
  await setPassword(context.db, input, byOf(context));
  revalidatePath(page);
});
