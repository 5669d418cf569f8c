import type { Asked } from "#lib/providers/ask-all.ts";
import { type ProviderName, providerFacts } from "#lib/providers/vocabulary.ts";
import { askProvider } from "./provider-outcome.ts";

/** First wait before a provider that failed is asked again, and the longest. */
const firstDelayMs = 60_000;
const longestDelayMs = 6 * 3_600_000;

/** What was not complete, for people, and when to go on with it. */
export type Partial = { partial: string[]; retryInMs: number | null };

/**
 * What is missing of an answer by several providers. `retry` counts how often it was completed later already: the waits
 * double. A provider that only a changed setting can help is not asked again by itself.
 */
export function partialOf({ failures }: Asked<unknown>, retry = 0): Partial {
  const passing = failures.filter(({ mayPass }) => mayPass);
  const waitMs = Math.min(firstDelayMs * 2 ** retry, longestDelayMs);
  const delays = passing.map(({ retryAfterMs }) => retryAfterMs ?? waitMs);
  return {
    partial: failures.map(({ message }) => message),
    retryInMs: delays.length === 0 ? null : Math.max(...delays),
  };
}

/** For people: providers that had the thing before and no longer do. */
export const describeLost = (names: readonly ProviderName[]): string[] =>
  names.map((name) => `${providerFacts[name].label} no longer has it. What it said before stays.`);

/** Nobody answered: what becomes of the job says the first failure that may pass, or the first of all. */
export async function refuseSilence({ answers, missing, failures }: Asked<unknown>): Promise<void> {
  const first = failures.find(({ mayPass }) => mayPass) ?? failures[0];
  if (answers.length > 0 || missing.length > 0 || first === undefined) return;
  await askProvider(() => Promise.reject(first.error));
}
