import type { ProviderName } from "./vocabulary.ts";

type Trust = {
  /** Every provider, most trusted first. */
  order: readonly ProviderName[];
  /** Those that cannot be asked now. */
  silent: ReadonlySet<ProviderName>;
};

/**
 * A list as a whole, from the most trusted provider that has one. Empty, which says nothing, where a provider that counts
 * more cannot be asked now: the list that it gave before stays. `ranked`: the answers, most trusted first.
 */
export function firstList<A extends { provider: ProviderName }, T>(
  ranked: readonly A[],
  pick: (answer: A) => readonly T[],
  trust: Trust,
): T[] {
  const first = ranked.find((answer) => pick(answer).length > 0);
  return first === undefined || isOutranked(first.provider, trust) ? [] : [...pick(first)];
}

/** True when a provider that counts more than this one cannot be asked now. */
export const isOutranked = (provider: ProviderName, { order, silent }: Trust): boolean =>
  order.slice(0, order.indexOf(provider)).some((name) => silent.has(name));
