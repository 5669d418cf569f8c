"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { planUndo } from "#lib/undo/plan-undo.ts";
import { undoTarget } from "#lib/undo/undo-changes.ts";
import { itemsAtOnce, undoTargetSchema } from "#lib/undo/vocabulary.ts";
import { shownPlan } from "./shown-plan.ts";

/** What taking something back would do. */
export const previewUndo = action({ role: "editor", input: undoTargetSchema }, async (input, { db }) =>
  shownPlan(await planUndo(db, input)),
);

/**
 * Takes back what a preview showed. Refused when something changed since the preview. Of very many items a job does it:
 * then the answer is that job.
 */
export const applyUndo = action(
  { role: "editor", input: z.object({ target: undoTargetSchema, fingerprint: z.string() }) },
  async (input, { db, user }) => {
    const plan = await planUndo(db, input.target);
    if (plan.fingerprint !== input.fingerprint) {
      throw new AppError("conflict", "Something changed since you looked. Look at it again.");
    }
    if (plan.items > itemsAtOnce && !("changeIds" in input.target)) {
      const payload = { target: input.target, userId: user.id };
      return { jobId: await transaction(db, (tx) => enqueue(tx, "changes.undo", payload, { createdBy: user.id })) };
    }
    const done = await undoTarget(db, { target: input.target, userId: user.id });
    revalidatePath("/", "layout");
    return done;
  },
);
