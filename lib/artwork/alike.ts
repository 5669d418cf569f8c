/** A picture of a picker, and the others that are the same. */
export type AlikeGroup<C> = { leader: C; others: C[] };

/**
 * Puts pictures that are the same together, as `artwork.compare` found them, in the order that is given: the first of a
 * group leads it, also when the one that led before is gone. One that was compared with nothing is alone.
 */
export function groupAlike<C extends { id: number; alikeTo: number | null }>(
  candidates: readonly C[],
): AlikeGroup<C>[] {
  const groups = Map.groupBy(candidates, ({ id, alikeTo }) => alikeTo ?? id);
  return [...groups.values()].flatMap(([leader, ...others]) => (leader ? [{ leader, others }] : []));
}

/**
 * Finds the groups of pictures that are the same, best picture first: each joins the first leader it is the same as, or
 * leads a group of its own. Only leaders are compared with, so a row of pictures that each differ a little from the next
 * does not become one group.
 */
export async function findAlike<C>(
  candidates: readonly C[],
  isSame: (a: C, b: C) => Promise<boolean>,
): Promise<AlikeGroup<C>[]> {
  const groups: AlikeGroup<C>[] = [];
  for (const candidate of candidates) {
    const group = await findGroup(groups, candidate, isSame);
    if (group) group.others.push(candidate);
    else groups.push({ leader: candidate, others: [] });
  }
  return groups;
}

async function findGroup<C>(
  groups: readonly AlikeGroup<C>[],
  candidate: C,
  isSame: (a: C, b: C) => Promise<boolean>,
): Promise<AlikeGroup<C> | undefined> {
  for (const group of groups) if (await isSame(group.leader, candidate)) return group;
  return undefined;
}
