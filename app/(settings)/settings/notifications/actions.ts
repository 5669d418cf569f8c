"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionContext, action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { channelInput, removeChannel, saveChannel, switchChannel, targetOfInput } from "#lib/notifications/channels.ts";
import { retryMessage } from "#lib/notifications/outbox.ts";
import { testStoredChannel, testTarget } from "#lib/notifications/test-channel.ts";

const page = "/settings/notifications";
const channelId = z.int().positive();
/** A form's values are checked here and nowhere before. */
const form = z.unknown().pipe(z.intersection(z.object({ channelId: channelId.nullable() }), channelInput));
const byOf = ({ user, facts }: ActionContext) => ({ userId: user.id, address: facts.address });

export const saveNotificationChannel = action({ role: "admin", input: form }, async (input, context) => {
  const by = byOf(context);
  await transaction(context.db, (tx) => saveChannel(tx, { channelId: input.channelId, input, by }));
  revalidatePath(page);
});

/** Sends a test message to what stands in the form, saved or not. Changes nothing. */
export const testNotificationForm = action({ role: "admin", input: form }, async (input, { db }) =>
  testTarget(await targetOfInput(db, input.channelId, input)),
);

export const testNotificationChannel = action(
  { role: "admin", input: z.object({ channelId }) },
  async (input, { db }) => testStoredChannel(db, input),
);

export const switchNotificationChannel = action(
  { role: "admin", input: z.object({ channelId, isEnabled: z.boolean() }) },
  async (input, context) => {
    await transaction(context.db, (tx) => switchChannel(tx, { ...input, by: byOf(context) }));
    revalidatePath(page);
  },
);

export const removeNotificationChannel = action(
  { role: "admin", input: z.object({ channelId }) },
  async (input, context) => {
    await transaction(context.db, (tx) => removeChannel(tx, { ...input, by: byOf(context) }));
    revalidatePath(page);
  },
);

export const sendMessageAgain = action(
  { role: "admin", input: z.object({ messageId: z.int().positive() }) },
  async (input, { db }) => {
    await transaction(db, (tx) => retryMessage(tx, input));
    revalidatePath(page);
  },
);
