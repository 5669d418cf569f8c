"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import type { Db } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { planUndo } from "#lib/undo/plan-undo.ts";
import { redoTarget } from "#lib/undo/redo.ts";
import { planTakeBack, takeBackDecision } from "#lib/undo/take-back.ts";
import { undoTarget } from "#lib/undo/undo-changes.ts";
import { decisionTargetSchema, itemsAtOnce, redoTargetSchema, undoTargetSchema } from "#lib/undo/vocabulary.ts";
import { shownPlan } from "./shown-plan.ts";

const anything = z.union([undoTargetSchema, redoTargetSchema, decisionTargetSchema]);

/** What taking something back, or bringing it back, would do. */
export const previewUndo = action({ role: "editor", input: anything }, async (input, { db }) =>
  shownPlan(await planOf(db, input)),
);

const planOf = (db: Db, target: z.output<typeof anything>) =>
  "eventId" in target ? planTakeBack(db, target.eventId) : planUndo(db, target);

/**
 * Takes back, or brings back, what a preview showed. Refused when something changed since the preview. Of very many items
 * a job does it: then the answer is that job.
 */
export const applyUndo = action(
  { role: "editor", input: z.object({ target: anything, fingerprint: z.string() }) },
  async ({ target, fingerprint }, { db, user }) => {
    const plan = await planOf(db, target);
    if (plan.fingerprint !== fingerprint) {
      throw new AppError("conflict", "Something changed since you looked. Look at it again.");
    }
    if ("eventId" in target) {
      await transaction(db, (tx) => takeBackDecision(tx, { eventId: target.eventId, userId: user.id }));
      revalidatePath("/", "layout");
      return { items: plan.items, fields: plan.fields, skipped: 0 };
    }
    if (plan.items > itemsAtOnce && !("changeIds" in target)) {
      const payload = { target, userId: user.id };
      return { jobId: await transaction(db, (tx) => enqueue(tx, "changes.undo", payload, { createdBy: user.id })) };
    }
    const by = { userId: user.id };
    const done = "redoOf" in target ? await redoTarget(db, { target, ...by }) : await undoTarget(db, { target, ...by });
    revalidatePath("/", "layout");
    return done;
  },
);
