import { searchWords } from "#lib/fold-text.ts";
import { normalizeName } from "#lib/people/normalize-name.ts";

type Member = { name: string; removed: boolean };

/** More of them would push those away who can be added. */
const shownMembers = 5;

/**
 * Whom of a cast a typed text finds, as the search among everybody does: who has exactly this name first, then those who
 * were taken out.
 */
export function matchCast<T extends Member>(cast: readonly T[], typed: string): T[] {
  const words = searchWords(typed) ?? [];
  if (words.length === 0) return [];
  const found = cast.filter(({ name }) => words.every((word) => normalizeName(name).includes(word)));
  const rank = ({ name, removed }: T) => (hasName(name, typed) ? 0 : removed ? 1 : 2);
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, shownMembers);
}

/** True when somebody of a cast has this name: it would be the same person, however it is written. */
export const isInCast = (cast: readonly Member[], typed: string): boolean =>
  cast.some(({ name }) => hasName(name, typed));

const hasName = (name: string, typed: string): boolean => normalizeName(name) === normalizeName(typed);
