import { eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assetCandidates, fieldChanges, movies } from "#db/schema/index.ts";
import { AppError } from "#lib/errors.ts";
import { listMovieCandidates, type MovieCandidate } from "./candidate-rows.ts";
import { isMovieArtworkType, type MovieArtworkType, movieArtworkLocks, movieArtworkMirrors } from "./vocabulary.ts";

export type Movie = typeof movies.$inferSelect;

/** The film, read inside the transaction that is about to change it. Throws not_found. */
export async function getMovieForArtwork(tx: Tx, movieId: number): Promise<Movie> {
  const [movie] = await tx.select().from(movies).where(eq(movies.id, movieId));
  if (!movie) throw new AppError("not_found", `There is no film ${movieId}.`);
  return movie;
}

export function isTypeLocked(movie: Movie, type: MovieArtworkType): boolean {
  return movie[movieArtworkLocks[type]];
}

/**
 * Makes these candidates the chosen pictures of their type, in this order, and records it in the film's history.
 * Nothing is written when they are chosen already. Returns whether something changed.
 */
export async function setChosen(
  tx: Tx,
  params: {
    movieId: number;
    type: MovieArtworkType;
    candidateIds: readonly number[];
    /** Who did it: a provider's name, `local` or `user`. */
    source: string;
    userId?: number | null;
    jobId?: number | null;
    /** The film's candidates, when the caller has read them in this transaction. */
    rows?: readonly MovieCandidate[];
  },
): Promise<boolean> {
  const { movieId, type, candidateIds } = params;
  const rows = params.rows ?? (await listMovieCandidates(tx, { movieId }));
  const all = rows.filter((row) => row.assetType === type);
  const before = chosenOf(all);
  const byId = new Map(all.map((row) => [row.id, row]));
  const after = candidateIds.flatMap((candidateId) => byId.get(candidateId) ?? []);
  if (before.map((row) => row.id).join() === after.map((row) => row.id).join()) return false;
  const dropped = before.filter((row) => !after.includes(row)).map((row) => row.id);
  if (dropped.length > 0) {
    await tx
      .update(assetCandidates)
      .set({ isSelected: false, rank: null, userLocked: false })
      .where(inArray(assetCandidates.id, dropped));
  }
  for (const [index, row] of after.entries()) {
    if (row.isSelected && row.rank === index + 1) continue;
    await tx
      .update(assetCandidates)
      .set({ isSelected: true, rank: index + 1 })
      .where(eq(assetCandidates.id, row.id));
  }
  await tx.insert(fieldChanges).values({
    entityType: "movie",
    entityId: movieId,
    field: type,
    oldValue: before.map((row) => row.url),
    newValue: after.map((row) => row.url),
    source: params.source,
    userId: params.userId ?? null,
    jobId: params.jobId ?? null,
  });
  return true;
}

/** The chosen candidates of one type, by rank. */
export function chosenOf<C extends Pick<MovieCandidate, "id" | "isSelected" | "rank">>(rows: readonly C[]): C[] {
  return rows.filter((row) => row.isSelected).toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999) || a.id - b.id);
}

/**
 * Points the film's mirror columns (poster_id and its like) at the first chosen picture of each type. A picture that is
 * chosen but not downloaded yet leaves the old one in place. Adds to the film's version when `isChanged` or a mirror moved.
 */
export async function updateMirrors(tx: Tx, params: { movieId: number; isChanged: boolean }): Promise<void> {
  const movie = await getMovieForArtwork(tx, params.movieId);
  const rows = await listMovieCandidates(tx, params);
  const moved: Partial<Pick<Movie, (typeof movieArtworkMirrors)[keyof typeof movieArtworkMirrors]>> = {};
  for (const [type, column] of Object.entries(movieArtworkMirrors)) {
    if (!isMovieArtworkType(type)) continue;
    const first = chosenOf(rows.filter((row) => row.assetType === type))[0];
    if (first && !first.cached) continue;
    const wanted = first?.cached?.cacheFileId ?? null;
    if (movie[column] !== wanted) moved[column] = wanted;
  }
  if (!params.isChanged && Object.keys(moved).length === 0) return;
  await tx
    .update(movies)
    .set({ ...moved, version: movie.version + 1, updatedAt: new Date() })
    .where(eq(movies.id, params.movieId));
}
