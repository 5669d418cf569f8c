import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";
import type { ArtworkParams, CandidateSort } from "./artwork-params.ts";

/** A place in the grid: a picture, and those that look like it. */
export type Cell = {
  candidate: ShownCandidate;
  /** How many more look like it and are not shown; for the first of a group that is open, all of them. */
  alike: number;
  /** Leads a group that is open, or is one of its others. */
  group: "closed" | "open" | "member" | null;
};

type Filter = Readonly<Pick<ArtworkParams, "min" | "unblocked">> & {
  lang: readonly string[];
  source: readonly string[];
};

export const isNarrowed = ({ lang, source, min, unblocked }: Filter): boolean =>
  lang.length + source.length > 0 || min > 0 || unblocked;

export const languageOf = ({ language }: ShownCandidate): string => language ?? "none";

/** What passes the filters, in its order, with those that look the same behind the one that leads them. */
export function arrangeCandidates(
  candidates: readonly ShownCandidate[],
  params: Filter & { sort: CandidateSort; openGroups: ReadonlySet<number> },
): Cell[] {
  const { sort, openGroups } = params;
  const shown = candidates.filter((each) => passes(each, params)).toSorted(orders[sort]);
  const groups = Map.groupBy(shown, ({ candidateId, alikeTo }) => alikeTo ?? `alone ${candidateId}`);
  return [...groups].flatMap(([key, members]): Cell[] => {
    const leader = leaderOf(members, key);
    const others = members.filter((each) => each !== leader);
    if (leader === undefined) return [];
    if (others.length === 0) return [{ candidate: leader, alike: 0, group: null }];
    if (typeof key !== "number" || !openGroups.has(key))
      return [{ candidate: leader, alike: others.length, group: "closed" }];
    return [
      { candidate: leader, alike: others.length, group: "open" },
      ...others.map((candidate) => ({ candidate, alike: 0, group: "member" as const })),
    ];
  });
}

/** A chosen picture stays in sight; else the one that was found to lead. */
const leaderOf = (members: readonly ShownCandidate[], key: unknown) =>
  members.find((each) => each.isSelected) ?? members.find((each) => each.candidateId === key) ?? members[0];

function passes(candidate: ShownCandidate, { lang, source, min, unblocked }: Filter): boolean {
  if (lang.length > 0 && !lang.includes(languageOf(candidate))) return false;
  if (source.length > 0 && !source.includes(candidate.provider)) return false;
  if (min > 0 && (candidate.width ?? 0) < min) return false;
  return !(unblocked && candidate.isBlocked);
}

const votesOf = ({ voteCount, likes }: ShownCandidate) => (voteCount ?? 0) + (likes ?? 0);
const areaOf = ({ width, height }: ShownCandidate) => (width ?? 0) * (height ?? 0);

type Compare = (a: ShownCandidate, b: ShownCandidate) => number;
/** By score is how they come: chosen ones first. Sorting keeps the order of what is equal. */
const orders = {
  score: () => 0,
  votes: (a, b) => votesOf(b) - votesOf(a) || (b.voteAverage ?? 0) - (a.voteAverage ?? 0),
  size: (a, b) => areaOf(b) - areaOf(a),
  newest: (a, b) => b.foundAtMs - a.foundAtMs || b.candidateId - a.candidateId,
} as const satisfies Record<CandidateSort, Compare>;

/** How many of the candidates have each value, the most frequent first. */
export function countValues(
  candidates: readonly ShownCandidate[],
  read: (candidate: ShownCandidate) => string,
): { value: string; count: number }[] {
  const counts = Map.groupBy(candidates, read);
  return [...counts]
    .map(([value, { length }]) => ({ value, count: length }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** How the list was when the page opened: nothing moves under the finger. */
export type KeptList = ReadonlyMap<number, { place: number; alikeTo: number | null }>;

export const keepList = (candidates: readonly ShownCandidate[]): KeptList =>
  new Map(candidates.map(({ candidateId, alikeTo }, place) => [candidateId, { place, alikeTo }]));

/** The candidates in the order and the groups that were kept. New ones stand in front, alone. */
export function inKeptOrder(candidates: readonly ShownCandidate[], kept: KeptList): ShownCandidate[] {
  const placeOf = ({ candidateId }: ShownCandidate) => kept.get(candidateId)?.place ?? -1;
  return candidates
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((each) => {
      const alikeTo = kept.get(each.candidateId)?.alikeTo ?? null;
      return alikeTo === each.alikeTo ? each : { ...each, alikeTo };
    });
}

/** How many look like another one by now, and stand alone in the list. */
export const countNewlyAlike = (candidates: readonly ShownCandidate[], kept: KeptList): number =>
  candidates.filter(({ candidateId, alikeTo }) => alikeTo !== null && alikeTo !== kept.get(candidateId)?.alikeTo)
    .length;
