"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { listEntityChanges } from "#lib/editing/list-changes.ts";
import { undoEdits } from "#lib/editing/undo-edits.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { listOrders, setEpisodeOrder } from "#lib/series/orders.ts";
import { seriesKind } from "#lib/series/series-kind.ts";

const id = z.int().positive();
const chosen = z.object({ seriesId: id, order: z.string().min(1).max(100) });
const showAgain = (seriesId: number) => revalidatePath(`/series/${seriesId}`, "layout");

/** Asks for the list of an order that is not there yet, so that its preview can be shown. */
export const fetchOrder = action({ role: "editor", input: chosen }, async ({ seriesId, order }, { db, user }) => {
  const jobId = await transaction(db, async (tx) => {
    const known = await listOrders(tx, seriesId);
    if (!known.some((each) => each.id === order)) {
      throw new AppError("invalid", "No provider tells this order of episodes any more. Choose another one.");
    }
    return enqueue(tx, "series.orders", { seriesId, order }, { createdBy: user.id });
  });
  showAgain(seriesId);
  return { jobId };
});

/** Counts the episodes in another order, and asks for what they are by that. Returns the change, for taking it back. */
export const applyOrder = action({ role: "editor", input: chosen }, async ({ seriesId, order }, { db, user }) => {
  const changeIds = await transaction(db, async (tx) => {
    const last = () =>
      listEntityChanges(tx, { entityType: "series", entityId: seriesId, field: "episodeOrder", limit: 1 });
    const [before] = await last();
    await setEpisodeOrder(tx, { seriesId, order, userId: user.id });
    return (await last()).flatMap((change) => (change.id === before?.id ? [] : [change.id]));
  });
  showAgain(seriesId);
  return { changeIds };
});

/** Takes the choice of an order back; what the episodes are follows again. */
export const undoOrder = action(
  { role: "editor", input: z.object({ seriesId: id, changeIds: z.array(id).min(1).max(5) }) },
  async ({ seriesId, changeIds }, { db, user }) => {
    await transaction(db, async (tx) => {
      await undoEdits(tx, seriesKind, { entityId: seriesId, changeIds, userId: user.id });
      await enqueue(tx, "series.enrich", { seriesId }, { createdBy: user.id });
    });
    showAgain(seriesId);
  },
);
