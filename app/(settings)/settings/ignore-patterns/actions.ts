"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import {
  addIgnorePattern,
  removeIgnorePattern,
  switchIgnorePattern,
  switchSystemPattern,
} from "#lib/libraries/ignore-patterns.ts";
import { checkIgnorePattern, ignorePatternInput } from "#lib/libraries/ignore-patterns-check.ts";
import { previewIgnorePattern } from "#lib/libraries/ignore-patterns-preview.ts";

const page = "/settings/ignore-patterns";
const patternId = z.int().positive();

/** What a pattern would pass over of the files that are known. Changes nothing. */
export const previewPattern = action({ role: "admin", input: ignorePatternInput }, async (input, { db }) =>
  previewIgnorePattern(db, { rule: checkIgnorePattern(input), libraryId: input.libraryId }),
);

export const addPattern = action({ role: "admin", input: ignorePatternInput }, async (input, { db, user, facts }) => {
  const added = await addIgnorePattern(db, { ...input, userId: user.id, address: facts.address });
  revalidatePath(page);
  return added;
});

/** Answers what the pattern was, so that it can be added again. */
export const dropPattern = action(
  { role: "admin", input: z.object({ patternId }) },
  async (input, { db, user, facts }) => {
    const removed = await removeIgnorePattern(db, { ...input, userId: user.id, address: facts.address });
    revalidatePath(page);
    return removed;
  },
);

export const switchPattern = action(
  { role: "admin", input: z.object({ patternId, isEnabled: z.boolean() }) },
  async (input, { db, user, facts }) => {
    await switchIgnorePattern(db, { ...input, userId: user.id, address: facts.address });
    revalidatePath(page);
  },
);

export const switchSystem = action(
  { role: "admin", input: z.object({ pattern: z.string().max(100), isEnabled: z.boolean() }) },
  async (input, { db, user, facts }) => {
    await switchSystemPattern(db, { ...input, userId: user.id, address: facts.address });
    revalidatePath(page);
  },
);
