"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { askToRepair, askToVerify } from "#lib/verify/ask.ts";
import { dismissFindings } from "#lib/verify/dismiss.ts";
import { findingKinds } from "#lib/verify/vocabulary.ts";

const libraryId = z.int().positive();
const findingIds = z.array(z.int().positive()).min(1).max(1000);

/** Has a library verified now. */
export const verifyNow = action({ role: "editor", input: z.object({ libraryId }) }, async (input, { db, user }) => {
  const jobId = await askToVerify(db, { ...input, userId: user.id });
  revalidatePath("/verify");
  return { jobId };
});

/** Has findings repaired: these, else all of a kind, else all that is safe. Answers how many libraries that touches. */
export const repair = action(
  {
    role: "editor",
    input: z.object({
      libraryId: libraryId.nullable(),
      findingIds: findingIds.optional(),
      kind: z.enum(findingKinds).optional(),
    }),
  },
  async (input, { db, user }) => askToRepair(db, { ...input, userId: user.id }),
);

/** Puts findings aside, or lists them again. */
export const dismiss = action(
  { role: "editor", input: z.object({ findingIds, isDismissed: z.boolean() }) },
  async (input, { db }) => {
    const findings = await transaction(db, (tx) => dismissFindings(tx, input));
    revalidatePath("/verify");
    return { findings };
  },
);
