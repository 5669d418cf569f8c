import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";

/** What the page shows of one type. */
export type ArtworkState = { candidates: readonly ShownCandidate[]; isLocked: boolean };

const chosenOf = (candidates: readonly ShownCandidate[]) =>
  candidates.filter((each) => each.isSelected).toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999));

/** The chosen ones in their order. */
export const chosenIds = (candidates: readonly ShownCandidate[]): number[] =>
  chosenOf(candidates).map(({ candidateId }) => candidateId);

/** As the server will answer: it comes first, and what no longer fits goes. */
export function afterPick(
  candidates: readonly ShownCandidate[],
  candidateId: number,
  limit: number,
): readonly ShownCandidate[] {
  const others = chosenIds(candidates).filter((each) => each !== candidateId);
  return withChosen(candidates, [candidateId, ...others.slice(0, Math.max(0, limit - 1))]);
}

export function afterUnpick(candidates: readonly ShownCandidate[], candidateId: number): readonly ShownCandidate[] {
  const others = chosenIds(candidates).filter((each) => each !== candidateId);
  return withChosen(candidates, others);
}

export function afterBlock(
  candidates: readonly ShownCandidate[],
  candidateId: number,
  blocked: boolean,
): readonly ShownCandidate[] {
  const rest = blocked ? afterUnpick(candidates, candidateId) : candidates;
  return rest.map((each) => (each.candidateId === candidateId ? { ...each, isBlocked: blocked } : each));
}

export function afterKeep(
  candidates: readonly ShownCandidate[],
  candidateId: number,
  locked: boolean,
): readonly ShownCandidate[] {
  return candidates.map((each) => (each.candidateId === candidateId ? { ...each, userLocked: locked } : each));
}

export const afterRemove = (candidates: readonly ShownCandidate[], candidateId: number): readonly ShownCandidate[] =>
  candidates.filter((each) => each.candidateId !== candidateId);

/** Places stay until the server answers: nothing moves under the finger. */
function withChosen(candidates: readonly ShownCandidate[], ids: readonly number[]): readonly ShownCandidate[] {
  return candidates.map((each) => {
    const place = ids.indexOf(each.candidateId);
    const isBlocked = place >= 0 ? false : each.isBlocked;
    return { ...each, isBlocked, isSelected: place >= 0, rank: place >= 0 ? place + 1 : null };
  });
}
