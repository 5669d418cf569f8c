import type { MatchedShow } from "./match-show.ts";

/**
 * Parts shows into those that take rows, files or folders from one another, however far around: a group is written
 * together or not at all, because two of them may swap what must exist once. Most shows are a group of their own.
 */
export function groupEntangled(matched: readonly MatchedShow[]): MatchedShow[][] {
  const groups = new Set<MatchedShow[]>();
  const groupOf = new Map<number, MatchedShow[]>();
  for (const show of matched) {
    const joined = new Set(
      [...show.touched].map((seriesId) => groupOf.get(seriesId)).filter((group) => group !== undefined),
    );
    const group = [...joined].toSorted((a, b) => b.length - a.length)[0] ?? [];
    for (const other of joined) {
      if (other === group) continue;
      groups.delete(other);
      for (const each of other) add(group, each);
    }
    add(group, show);
  }
  return [...groups];

  function add(group: MatchedShow[], show: MatchedShow): void {
    group.push(show);
    groups.add(group);
    for (const seriesId of show.touched) groupOf.set(seriesId, group);
  }
}
