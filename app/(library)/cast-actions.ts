"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { editCast, undoCastChange } from "#lib/people/edit-cast.ts";

const id = z.int().positive().max(2_147_483_647);
const owner = z.enum(["movie", "series"]);
const role = z.string().trim().max(500, "This role is too long.").nullable();
const change = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("order"), creditIds: z.array(id).min(1).max(5000) }),
  z.object({ kind: z.literal("role"), creditId: id, role }),
  z.object({ kind: z.literal("lockRole"), creditId: id, locked: z.boolean() }),
  z.object({ kind: z.literal("lockOrder"), locked: z.boolean() }),
  z.object({
    kind: z.literal("add"),
    person: z.union([z.object({ actorId: id }), z.object({ name: z.string().trim().min(1, "Type a name.").max(500) })]),
    role,
  }),
  z.object({ kind: z.literal("remove"), creditId: id }),
  z.object({ kind: z.literal("restore"), creditId: id }),
]);

const showAgain = (kind: "movie" | "series", ownerId: number) =>
  revalidatePath(`/${kind === "movie" ? "movies" : "series"}/${ownerId}`, "layout");

/** One change of a cast by hand. `seen` is the stamp of the cast it was made on. */
export const changeCast = action(
  { role: "editor", input: z.object({ owner, ownerId: id, seen: z.string().max(64), change }) },
  async (input, { db, user }) => {
    const done = await transaction(db, (tx) => editCast(tx, { ...input, userId: user.id }));
    showAgain(input.owner, input.ownerId);
    return done;
  },
);

/** Takes one change of a cast back. */
export const takeBackCastChange = action(
  { role: "editor", input: z.object({ changeId: id }) },
  async ({ changeId }, { db, user }) => {
    const undone = await transaction(db, (tx) => undoCastChange(tx, { changeId, userId: user.id }));
    showAgain(undone.owner, undone.ownerId);
    return { stamp: undone.stamp };
  },
);
