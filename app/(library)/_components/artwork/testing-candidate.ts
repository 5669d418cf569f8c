import type { ShownCandidate } from "#lib/artwork/list-artwork.ts";

/** A poster that TMDB offers. */
export const aCandidate = (candidateId: number, change: Partial<ShownCandidate> = {}): ShownCandidate => ({
  candidateId,
  provider: "tmdb",
  width: 2000,
  height: 3000,
  language: null,
  voteAverage: null,
  voteCount: null,
  likes: null,
  score: null,
  breakdown: null,
  isSelected: false,
  rank: null,
  isBlocked: false,
  userLocked: false,
  failureReason: null,
  hash: null,
  thumbhash: null,
  alikeTo: null,
  isCompared: true,
  foundAtMs: 0,
  ...change,
});
