"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { undoCollectionChange } from "#lib/collections/collection-history.ts";
import { forgetExclusion } from "#lib/libraries/exclusions.ts";
import { restoreLibrary } from "#lib/libraries/removed-libraries.ts";
import { purgeChosen } from "#lib/recycle/purge.ts";
import { restoreChosen } from "#lib/recycle/restore-chosen.ts";
import { recycledPerCall } from "#lib/recycle/vocabulary.ts";

const recycleIds = z
  .array(z.int().positive())
  .min(1, "Choose a file first.")
  .max(recycledPerCall, `Choose at most ${recycledPerCall} files at once.`);

/** Puts files back where they were. With `overwrite` what lies there by now goes to the recycle bin in their place. */
export const restore = action(
  { role: "editor", input: z.object({ recycleIds, overwrite: z.boolean().default(false) }) },
  async (input, { db, user }) => restoreChosen(db, { ...input, userId: user.id }),
);

/** Deletes files of the bin for good before their time. */
export const purgeFiles = action({ role: "admin", input: z.object({ recycleIds }) }, async (input, { db, user }) =>
  purgeChosen(db, { ...input, userId: user.id }),
);

/** Brings a removed library back with all that went with it. */
export const bringLibraryBack = action(
  { role: "admin", input: z.object({ libraryId: z.int().positive() }) },
  async ({ libraryId }, { db, user, facts }) => {
    const { name } = await restoreLibrary(db, libraryId, { userId: user.id, address: facts.address });
    revalidatePath("/settings/libraries");
    return { name };
  },
);

/** Brings a deleted set back with the films that are in no other set by now. */
export const bringSetBack = action(
  { role: "editor", input: z.object({ changeId: z.int().positive() }) },
  async (input, { db, user }) => transaction(db, (tx) => undoCollectionChange(tx, { ...input, userId: user.id })),
);

/** Lets scans see a path again. */
export const forget = action(
  { role: "editor", input: z.object({ exclusionId: z.int().positive() }) },
  async (input, { db, user }) => transaction(db, (tx) => forgetExclusion(tx, { ...input, userId: user.id })),
);
