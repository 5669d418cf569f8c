import type { ProviderName } from "./vocabulary.ts";

type Trust = {
  /** Every provider, most trusted first. */
  order: readonly ProviderName[];
  /** Those that cannot be asked now. */
  silent: ReadonlySet<ProviderName>;
};

/** `from`: whose list it is; null where nobody has one. */
export type SaidList<T> = { list: T[]; from: ProviderName | null };

/**
 * A list as a whole, from the most trusted provider that has one. Empty, which says nothing, where a provider that counts
 * more cannot be asked now: the list that it gave before stays. `ranked`: the answers, most trusted first.
 */
export function firstSaid<A extends { provider: ProviderName }, T>(
  ranked: readonly A[],
  pick: (answer: A) => readonly T[],
  trust: Trust,
): SaidList<T> {
  const first = ranked.find((answer) => pick(answer).length > 0);
  if (first === undefined || isOutranked(first.provider, trust)) return { list: [], from: null };
  return { list: [...pick(first)], from: first.provider };
}

/** The same where it does not matter whose it is. */
export const firstList: <A extends { provider: ProviderName }, T>(...asked: Parameters<typeof firstSaid<A, T>>) => T[] =
  (...asked) => firstSaid(...asked).list;

/** True when a provider that counts more than this one cannot be asked now. */
export const isOutranked = (provider: ProviderName, { order, silent }: Trust): boolean =>
  order.slice(0, order.indexOf(provider)).some((name) => silent.has(name));
