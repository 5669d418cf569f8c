"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { setSeriesMonitored } from "#lib/series/set-monitored.ts";

/** Puts a series under automation or takes it out. */
export const changeSeriesMonitored = action(
  { role: "editor", input: z.object({ seriesId: z.int().positive(), monitored: z.boolean() }) },
  async ({ seriesId, monitored }, { db }) => {
    await transaction(db, (tx) => setSeriesMonitored(tx, { seriesId, monitored }));
    revalidatePath(`/series/${seriesId}`, "layout");
  },
);
