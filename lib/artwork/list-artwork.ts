import type { Db } from "#db/client.ts";
import type { ScoreBreakdown } from "#db/schema/index.ts";
import { type Candidate, listCandidates } from "./candidate-rows.ts";
import { findOwnerLibrary } from "./owner-place.ts";
import { type ChoosingOwner, getOwner, ownerRules } from "./owners.ts";
import { compareScored, type Ranked } from "./score.ts";
import { limitFor } from "./select.ts";
import { readArtworkSettings } from "./settings.ts";
import { type ArtworkType, artworkFacts } from "./vocabulary.ts";

export type ShownCandidate = {
  candidateId: number;
  provider: string;
  width: number | null;
  height: number | null;
  language: string | null;
  voteAverage: number | null;
  voteCount: number | null;
  likes: number | null;
  score: number | null;
  breakdown: ScoreBreakdown | null;
  isSelected: boolean;
  rank: number | null;
  isBlocked: boolean;
  userLocked: boolean;
  failureReason: string | null;
  /** Of the cached picture, for /api/artwork/<hash>; null: ask /api/artwork/candidate/<candidateId>. */
  hash: string | null;
  thumbhash: string | null;
  /** The candidate that leads those that look the same; null: alone, or not compared. */
  alikeTo: number | null;
  /** What it looks like is known, so that it could be compared. */
  isCompared: boolean;
  /** When it was first offered. */
  foundAtMs: number;
};

export type ShownType = {
  type: ArtworkType;
  label: string;
  limit: number;
  isLocked: boolean;
  /** Chosen first, then the best; blocked ones last. */
  candidates: ShownCandidate[];
};

/**
 * All artwork of an owner by type, for its page. Holds no path of the server and no address of a provider. Throws not_found.
 */
export async function listArtwork(db: Db, owner: ChoosingOwner): Promise<ShownType[]> {
  const [{ isLocked }, library, all] = await Promise.all([
    getOwner(db, owner),
    findOwnerLibrary(db, owner),
    listCandidates(db, owner),
  ]);
  const settings = readArtworkSettings(library ?? { artwork: null, language: "en" }, { originalLanguage: null });
  const rows = all.toSorted(compareShown);
  return ownerRules(owner.entityType).types.map((type) => ({
    type,
    label: artworkFacts[type].label,
    limit: limitFor(owner.entityType, type, settings),
    isLocked: isLocked(type),
    candidates: rows.filter((each) => each.assetType === type).map(showCandidate),
  }));
}

type Placed = Ranked & Pick<Candidate, "isSelected" | "rank" | "isBlocked" | "failureReason">;

/** Chosen ones first, then the best, then those that could not be had, and blocked ones last. */
export function compareShown(a: Placed, b: Placed): number {
  const place = (row: Placed) => {
    if (row.isSelected) return row.rank ?? 500;
    return row.isBlocked ? 3000 : row.failureReason === null ? 1000 : 2000;
  };
  return place(a) - place(b) || compareScored(a, b);
}

type Row = Omit<Candidate, "assetType" | "picture" | "cached"> & {
  cached: Pick<NonNullable<Candidate["cached"]>, "fileHash" | "thumbhash"> | null;
};

/** A candidate as its page shows it. */
export function showCandidate(row: Row): ShownCandidate {
  const { id, scoreBreakdown, cached, provider, width, height, language, score, rank, alikeTo } = row;
  const { voteAverage, voteCount, likes, isSelected, isBlocked, userLocked, failureReason } = row;
  return {
    candidateId: id,
    provider,
    width,
    height,
    language,
    voteAverage,
    voteCount,
    likes,
    score,
    breakdown: scoreBreakdown,
    isSelected,
    rank,
    isBlocked,
    userLocked,
    failureReason,
    hash: cached?.fileHash ?? null,
    thumbhash: cached?.thumbhash ?? null,
    alikeTo,
    isCompared: row.perceptualHash !== null,
    foundAtMs: row.createdAt.getTime(),
  };
}
