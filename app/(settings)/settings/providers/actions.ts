"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { rescoreSoon } from "#lib/artwork/rescore.ts";
import { isAppError } from "#lib/errors.ts";
import { openProvider } from "#lib/providers/open.ts";
import type { ConnectionVerdict } from "#lib/providers/provider.ts";
import { providerFacts } from "#lib/providers/vocabulary.ts";
import {
  answersInput,
  apiKeyInput,
  languagesInput,
  matchInput,
  orderInput,
  ownOrderInput,
  providerInput,
  refreshInput,
  testInput,
} from "./_components/input.ts";
import { changesOf, keep, keepProvider, overridesOf } from "./keep.ts";

const page = "/settings/providers";
const testTimeoutMs = 20_000;

export const saveProvider = action({ role: "admin", input: providerInput }, async (input, context) => {
  const changed = await keepProvider(context, input.provider, changesOf(input));
  revalidatePath(page);
  return { changed: changed.length };
});

/** TMDB's key alone, for the first set-up. Nothing is revalidated: the set-up goes on to its next page. */
export const saveTmdbKey = action(
  { role: "admin", input: z.object({ apiKey: apiKeyInput }) },
  async ({ apiKey }, context) => {
    const changed = await keepProvider(context, "tmdb", { "tmdb.apiKey": apiKey });
    return { changed: changed.length };
  },
);

/** Asks a provider with what stands in the form, saved or not. A person's test passes an open breaker, and opens none. */
export const testProvider = action(
  { role: "admin", input: testInput },
  async ({ provider, ...typed }, { db }): Promise<ConnectionVerdict> => {
    const signal = AbortSignal.timeout(testTimeoutMs);
    try {
      const opened = await openProvider(db, provider, { enabled: true, ...(await overridesOf(db, provider, typed)) });
      return await opened.testConnection({ signal });
    } catch (error) {
      const { label } = providerFacts[provider];
      if (signal.aborted) return { ok: false, message: `${label} did not answer within 20 seconds. Try again later.` };
      if (isAppError(error)) return { ok: false, message: error.message };
      throw error;
    }
  },
);

export const saveLanguages = action({ role: "admin", input: languagesInput }, async (input, context) => {
  const changed = await keep(context, () => ({
    "tmdb.language": input.language,
    "tmdb.region": input.region,
    "metadata.fallbackLanguages": input.fallbackLanguages,
  }));
  revalidatePath(page);
  return { changed: changed.length };
});

export const saveMatching = action({ role: "admin", input: matchInput }, async (input, context) => {
  const changed = await keep(context, () => ({
    "identify.acceptScore": input.acceptScore,
    "identify.margin": input.margin,
    "ratings.default": input.rating,
  }));
  revalidatePath(page);
  return { changed: changed.length };
});

export const saveAnswers = action({ role: "admin", input: answersInput }, async ({ answersMb }, context) => {
  const changed = await keep(context, () => ({ "cache.answersMb": answersMb }));
  revalidatePath(page);
  return { changed: changed.length };
});

export const saveRefresh = action({ role: "admin", input: refreshInput }, async ({ staleDays }, context) => {
  const changed = await keep(context, () => ({ "refresh.staleDays": staleDays }));
  revalidatePath(page);
  return { changed: changed.length };
});

/** Counts for what is fetched next; nothing is fetched anew by it. */
export const saveOrder = action({ role: "admin", input: orderInput }, async ({ kind, order }, context) => {
  await keep(context, () => (kind === "movie" ? { "priority.movie": order } : { "priority.series": order }));
  revalidatePath(page);
});

/** Sets or takes away one entry; the others stay as they are by then. Pictures are scored anew by the new order. */
export const saveOwnOrder = action({ role: "admin", input: ownOrderInput }, async ({ list, id, order }, context) => {
  const key = list === "fields" ? "priority.fields" : "priority.artwork";
  await keep(context, (read) => {
    const { [id]: _before, ...others } = read.get(key);
    return { [key]: order === null ? others : { ...others, [id]: order } };
  });
  if (list === "artwork") await transaction(context.db, (tx) => rescoreSoon(tx, { createdBy: context.user.id }));
  revalidatePath(page);
});
