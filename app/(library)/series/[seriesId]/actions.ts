"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { seriesParts } from "#lib/series/enrich-rules.ts";
import { getSeriesState, isIdentified } from "#lib/series/series-state.ts";
import { setSeriesMonitored } from "#lib/series/set-monitored.ts";

const seriesId = z.int().positive();
const showAgain = (id: number) => revalidatePath(`/series/${id}`, "layout");

const refresh = z.object({
  seriesId,
  parts: z.array(z.enum(seriesParts)).min(1, "Choose at least one part."),
  mode: z.enum(["missing", "replace"]),
});

/** Asks for metadata anew. Locked fields and pictures stay whatever the mode. */
export const refreshSeries = action({ role: "editor", input: refresh }, async ({ seriesId, parts, mode }, context) => {
  const { db, user } = context;
  const jobId = await transaction(db, async (tx) => {
    const { series, ids } = await getSeriesState(tx, seriesId);
    if (!isIdentified(ids)) {
      throw new AppError("conflict", `"${series.title}" is not identified yet. Say which series it is first.`);
    }
    return enqueue(tx, "series.enrich", { seriesId, parts, mode }, { createdBy: user.id });
  });
  showAgain(seriesId);
  return { jobId };
});

/** Puts a series under automation or takes it out. */
export const changeSeriesMonitored = action(
  { role: "editor", input: z.object({ seriesId, monitored: z.boolean() }) },
  async ({ seriesId, monitored }, { db }) => {
    await transaction(db, (tx) => setSeriesMonitored(tx, { seriesId, monitored }));
    showAgain(seriesId);
  },
);
