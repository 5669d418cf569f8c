"use server";

import { revalidatePath } from "next/cache";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { createCollection } from "#lib/collections/edit-collection.ts";
import { collectionEditSchema } from "#lib/collections/vocabulary.ts";

const fields = collectionEditSchema.pick({ name: true, overview: true }).required({ name: true });

/** Makes a set of one's own. Answers with its id. */
export const createSet = action({ role: "editor", input: fields }, async (input, { db, user }) => {
  const { name, overview } = input;
  const made = await transaction(db, (tx) =>
    createCollection(tx, { name, ...(overview !== undefined && { overview }), userId: user.id }),
  );
  revalidatePath("/collections");
  return made;
});
