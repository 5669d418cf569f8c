import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, movies, type ScoreBreakdown } from "#db/schema/index.ts";
import { type Candidate, listCandidates } from "./candidate-rows.ts";
import type { PickingOwner } from "./films-beside.ts";
import { getOwner, ownerRules } from "./owners.ts";
import { compareScored } from "./score.ts";
import { limitFor } from "./select.ts";
import { readArtworkSettings } from "./settings.ts";
import { artworkFacts, type MovieArtworkType, movieArtworkTypes } from "./vocabulary.ts";

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
};

export type ShownType = {
  type: MovieArtworkType;
  label: string;
  limit: number;
  isLocked: boolean;
  /** Chosen first, then the best; blocked ones last. */
  candidates: ShownCandidate[];
};

/**
 * All artwork of a film or set by type, for its page. Holds no path of the server and no address of a provider. A set
 * shows the types that it can be locked by, and is in the library of its first film. Throws not_found.
 */
export async function listArtwork(db: Db, owner: PickingOwner): Promise<ShownType[]> {
  const { isLocked } = await getOwner(db, owner);
  const isSet = owner.entityType === "collection";
  const [row] = await db
    .select({ artwork: libraries.artwork, language: libraries.language })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(eq(isSet ? movies.collectionId : movies.id, owner.entityId))
    .orderBy(movies.id)
    .limit(1);
  const settings = readArtworkSettings(row ?? { artwork: null, language: "en" }, { originalLanguage: null });
  const rows = (await listCandidates(db, owner)).toSorted(compareShown);
  const { locks } = ownerRules(owner.entityType);
  return movieArtworkTypes
    .filter((type) => locks[type] !== undefined)
    .map((type) => ({
      type,
      label: artworkFacts[type].label,
      limit: limitFor(owner.entityType, type, settings),
      isLocked: isLocked(type),
      candidates: rows.filter((each) => each.assetType === type).map(show),
    }));
}

function compareShown(a: Candidate, b: Candidate): number {
  const place = (row: Candidate) => (row.isSelected ? (row.rank ?? 500) : row.isBlocked ? 2000 : 1000);
  return place(a) - place(b) || compareScored(a, b);
}

function show(row: Candidate): ShownCandidate {
  const { id, scoreBreakdown, cached, provider, width, height, language, score, rank } = row;
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
  };
}
