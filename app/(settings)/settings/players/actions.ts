"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionContext, action } from "#app/_server/action.ts";
import { retryUpdates } from "#lib/players/list-updates.ts";
import { addGroup, addPlayer, editPlayer, removeGroup, removePlayer } from "#lib/players/save-player.ts";
import { tryPath, tryPlayer } from "#lib/players/try-player.ts";
import { playerInput } from "#lib/players/vocabulary.ts";

const page = "/settings/players";
const testTimeoutMs = 20_000;
const id = z.int().positive();
const byOf = ({ user, facts }: ActionContext) => ({ userId: user.id, address: facts.address });

/** Absent: a new one. */
export const savePlayer = action(
  { role: "admin", input: playerInput.safeExtend({ playerId: id.nullable() }) },
  async ({ playerId, ...input }, context) => {
    const by = byOf(context);
    if (playerId === null) await addPlayer(context.db, input, by);
    else await editPlayer(context.db, { ...input, playerId }, by);
    revalidatePath(page);
    return { name: input.name };
  },
);

export const dropPlayer = action({ role: "admin", input: z.object({ playerId: id }) }, async (input, context) => {
  await removePlayer(context.db, input, byOf(context));
  revalidatePath(page);
});

const tried = playerInput.safeExtend({ playerId: id.nullable() });

/** Asks a player with what stands in its form, saved or not. */
export const testPlayer = action({ role: "admin", input: tried }, async (input, { db }) =>
  tryPlayer(db, input, { signal: AbortSignal.timeout(testTimeoutMs) }),
);

/** What the player would be told of a path, and whether it knows that. */
export const testPath = action(
  {
    role: "admin",
    input: tried.safeExtend({
      path: z.string().trim().min(1, "Write a path.").max(4096).startsWith("/", "Start with /."),
    }),
  },
  async (input, { db }) => tryPath(db, input, { signal: AbortSignal.timeout(testTimeoutMs) }),
);

const groupName = z.object({ name: z.string().trim().min(1, "Give it a name.").max(100) });

export const createGroup = action({ role: "admin", input: groupName }, async (input, context) => {
  await addGroup(context.db, input, byOf(context));
  revalidatePath(page);
});

export const dropGroup = action({ role: "admin", input: z.object({ groupId: id }) }, async (input, context) => {
  await removeGroup(context.db, input, byOf(context));
  revalidatePath(page);
});

/** One update again, or all of a player that wait or failed. */
export const sendAgain = action(
  { role: "admin", input: z.object({ playerId: id, updateId: id.nullable() }) },
  async (input, { db, user }) => {
    const count = await retryUpdates(db, { ...input, userId: user.id });
    revalidatePath(page);
    return { count };
  },
);
