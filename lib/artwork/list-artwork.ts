import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraries, movies, type ScoreBreakdown } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { isTypeLocked } from "./apply-selection.ts";
import { listMovieCandidates, type MovieCandidate } from "./candidate-rows.ts";
import { compareScored } from "./score.ts";
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

/** All artwork of a film by type, for its page. Holds no path of the server and no address of a provider. */
export async function listArtwork(db: Db, { movieId }: { movieId: number }): Promise<ShownType[]> {
  const [row] = await db
    .select({ movie: movies, artwork: libraries.artwork, language: libraries.language })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(eq(movies.id, movieId));
  if (!row) throw new AppError("not_found", `There is no film ${movieId}.`);
  const { limitOf } = readArtworkSettings(row, row.movie);
  const rows = (await listMovieCandidates(db, { movieId })).toSorted(compareShown);
  return movieArtworkTypes.map((type) => ({
    type,
    label: artworkFacts[type].label,
    limit: limitOf(type),
    isLocked: isTypeLocked(row.movie, type),
    candidates: rows.filter((each) => each.assetType === type).map(show),
  }));
}

function compareShown(a: MovieCandidate, b: MovieCandidate): number {
  const place = (row: MovieCandidate) => (row.isSelected ? (row.rank ?? 500) : row.isBlocked ? 2000 : 1000);
  return place(a) - place(b) || compareScored(a, b);
}

function show(row: MovieCandidate): ShownCandidate {
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
