"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type ActionContext, action, formAction } from "#app/_server/action.ts";
import { explainPath } from "#lib/webhooks/explain-path.ts";
import { replayEvent } from "#lib/webhooks/list-events.ts";
import { createSource, removeSource, renewSecret, updateSource } from "#lib/webhooks/sources.ts";
import { pathMappingsSchema, sourceKindSchema } from "#lib/webhooks/vocabulary.ts";

const page = "/settings/webhooks";
const id = z.int().positive();
const byOf = ({ user, facts }: ActionContext) => ({ userId: user.id, address: facts.address });

const newSource = z.object({ name: z.string().max(100), kind: sourceKindSchema });

/** Adds a source; its secret is in this answer and nowhere else. */
export const addSource = formAction({ role: "admin", input: newSource }, async (input, context) => {
  const { sourceId, secret } = await createSource(context.db, input, byOf(context));
  revalidatePath(page);
  return { sourceId, secret };
});

const oneSource = z.object({ sourceId: id });

/** Makes the present secret worthless; the new one is in this answer and nowhere else. */
export const renewSourceSecret = action({ role: "admin", input: oneSource }, async (input, context) => {
  const { secret } = await renewSecret(context.db, input, byOf(context));
  revalidatePath(page);
  return { secret };
});

export const endSource = action({ role: "admin", input: oneSource }, async (input, context) => {
  await removeSource(context.db, input, byOf(context));
  revalidatePath(page);
});

const change = oneSource.extend({ enabled: z.boolean().optional(), pathMappings: pathMappingsSchema.optional() });

/** Switches a source on or off, or says how it names folders. */
export const changeSource = action({ role: "admin", input: change }, async (input, context) => {
  const { sourceId, enabled, pathMappings } = input;
  await updateSource(
    context.db,
    { sourceId, ...(enabled === undefined ? {} : { enabled }), ...(pathMappings ? { pathMappings } : {}) },
    byOf(context),
  );
  revalidatePath(page);
});

const tested = z.object({ pathMappings: pathMappingsSchema, path: z.string().trim().min(1, "Name a path.").max(4096) });

/** What Metarr makes of a path, with mappings that need not be saved yet. */
export const testPath = action({ role: "admin", input: tested }, ({ pathMappings, path }, { db }) =>
  explainPath(db, { mappings: pathMappings, path }),
);

export const replay = action({ role: "admin", input: z.object({ eventId: id }) }, async ({ eventId }, context) => {
  await replayEvent(context.db, { eventId, userId: context.user.id });
  revalidatePath(page);
  revalidatePath(`${page}/${eventId}`);
});
