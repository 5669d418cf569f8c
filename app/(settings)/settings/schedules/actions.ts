"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionContext, action } from "#app/_server/action.ts";
import { databaseNow } from "#db/clock.ts";
import { transaction } from "#db/transaction.ts";
import { previewCron } from "#lib/schedules/preview-cron.ts";
import { resetSchedule, runScheduleNow, setCron, switchSchedule } from "#lib/schedules/schedules.ts";

const page = "/settings/schedules";
const scheduleId = z.int().positive();
const cron = z.string().max(200);
const byOf = ({ user, facts }: ActionContext) => ({ userId: user.id, address: facts.address });

/** What is typed, in words and times. Changes nothing. */
export const previewSchedule = action({ role: "admin", input: z.object({ cron }) }, async (input, { db }) =>
  previewCron(input.cron, await databaseNow(db)),
);

export const changeSchedule = action(
  { role: "admin", input: z.object({ scheduleId, cron }) },
  async (input, context) => {
    const before = await transaction(context.db, (tx) => setCron(tx, { ...input, by: byOf(context) }));
    revalidatePath(page);
    return before;
  },
);

export const turnSchedule = action(
  { role: "admin", input: z.object({ scheduleId, isOn: z.boolean() }) },
  async (input, context) => {
    await transaction(context.db, (tx) => switchSchedule(tx, { ...input, by: byOf(context) }));
    revalidatePath(page);
  },
);

export const restoreSchedule = action({ role: "admin", input: z.object({ scheduleId }) }, async (input, context) => {
  const before = await transaction(context.db, (tx) => resetSchedule(tx, { ...input, by: byOf(context) }));
  revalidatePath(page);
  return before;
});

export const runSchedule = action({ role: "admin", input: z.object({ scheduleId }) }, async (input, context) => {
  const jobId = await transaction(context.db, (tx) => runScheduleNow(tx, { ...input, by: byOf(context) }));
  revalidatePath(page);
  return { jobId };
});
