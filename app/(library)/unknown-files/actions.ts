"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { ignoreUnknownFiles } from "#lib/libraries/unknown-files.ts";
import { assignUnknownFile, unassignUnknownFile } from "#lib/libraries/unknown-files-assign.ts";
import { guessAssignment } from "#lib/libraries/unknown-files-guess.ts";
import { requestRecycle, undoRecycle } from "#lib/libraries/unknown-files-recycle.ts";
import { assignInput } from "#lib/libraries/unknown-files-vocabulary.ts";

const page = "/unknown-files";
const unknownFileId = z.int().positive();
const unknownFileIds = z.array(unknownFileId).min(1).max(1000);

/** What a file most likely is, and the films or series near it. */
export const guess = action({ role: "editor", input: z.object({ unknownFileId }) }, async (input, { db }) =>
  guessAssignment(db, input),
);

export const assign = action({ role: "editor", input: assignInput }, async (input, { db, user }) => {
  const assigned = await assignUnknownFile(db, { ...input, userId: user.id });
  revalidatePath(page);
  return assigned;
});

/** The file is unknown again. */
export const unassign = action({ role: "editor", input: z.object({ unknownFileId }) }, async (input, { db, user }) => {
  await unassignUnknownFile(db, { ...input, userId: user.id });
  revalidatePath(page);
});

/** Hides files from the list, or takes that back. Answers how many. */
export const ignore = action(
  { role: "editor", input: z.object({ unknownFileIds, isIgnored: z.boolean() }) },
  async (input, { db }) => {
    const files = await ignoreUnknownFiles(db, input);
    revalidatePath(page);
    return { files };
  },
);

/** Hands files to a worker, which moves them into the recycle bin. */
export const recycleFiles = action(
  { role: "admin", input: z.object({ unknownFileIds }) },
  async (input, { db, user, facts }) => requestRecycle(db, { ...input, userId: user.id, address: facts.address }),
);

export const undoRecycling = action(
  { role: "admin", input: z.object({ jobId: z.int().positive() }) },
  async (input, { db, user }) => {
    const restored = await undoRecycle(db, { ...input, userId: user.id });
    revalidatePath(page);
    return restored;
  },
);
