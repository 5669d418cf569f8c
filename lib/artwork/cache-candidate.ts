import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates } from "#db/schema/index.ts";
import { AppError, messageOf } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { chosenOf, getMovieForArtwork, setChosen, updateMirrors } from "./apply-selection.ts";
import { listMovieCandidates } from "./candidate-rows.ts";
import { readScoreContext } from "./candidates.ts";
import { type Fetchable, fetchCandidate, isPassing, recordFailure } from "./fetch-candidate.ts";
import { removeUpload } from "./uploads.ts";
import { artworkTypes, isMovieArtworkType, movieArtworkMirrors } from "./vocabulary.ts";

/**
 * Downloads a picture that a person chose and shows it. A picture that turns out to be none gives its place back to the
 * one before; trouble that may pass is thrown, so that the job tries again.
 */
export async function cacheCandidate(
  db: Db,
  params: {
    candidateId: number;
    runId?: string | null;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<{ movieId: number | null; failure: string | null }> {
  const { signal, assertOwned } = params;
  const candidate = await getFetchable(db, params.candidateId);
  const movieId = candidate.entityType === "movie" ? candidate.entityId : null;
  let failure: string | null = null;
  if (candidate.cacheFileId === null) {
    try {
      const context = await readScoreContext(db, candidate);
      await fetchCandidate(db, { candidate, context, signal, assertOwned });
    } catch (error) {
      signal?.throwIfAborted();
      if (isPassing(error)) throw error;
      await ownedTransaction(db, assertOwned, (tx) => giveBack(tx, { candidate, error }));
      failure = messageOf(error);
    }
  }
  if (movieId !== null && failure === null) {
    await ownedTransaction(db, assertOwned, async (tx) => {
      await updateMirrors(tx, { movieId, isChanged: false });
      await publishSoon(tx, { movieIds: [movieId], runId: params.runId ?? null });
    });
  }
  // Whoever else waits for the same bytes takes them from the cache now. One that failed is left to the sweep.
  if (failure === null && candidate.url.startsWith("cache:")) await removeUpload(candidate.url.slice("cache:".length));
  return { movieId, failure };
}

async function getFetchable(db: Db, candidateId: number): Promise<Fetchable & { cacheFileId: number | null }> {
  const [row] = await db.select().from(assetCandidates).where(eq(assetCandidates.id, candidateId));
  const assetType = artworkTypes.find((type) => type === row?.assetType);
  if (!row || !assetType) throw new AppError("not_found", "This picture is no longer offered.");
  return { ...row, assetType };
}

/** The picture the film still shows takes the first place again. */
async function giveBack(tx: Tx, params: { candidate: Fetchable; error: unknown }): Promise<void> {
  const { candidate } = params;
  await recordFailure(tx, { candidateId: candidate.id, error: params.error });
  const type = candidate.assetType;
  if (candidate.entityType !== "movie" || !isMovieArtworkType(type)) return;
  const movieId = candidate.entityId;
  const movie = await getMovieForArtwork(tx, movieId);
  const mirrors: Partial<Record<string, keyof typeof movie>> = movieArtworkMirrors;
  const mirror = mirrors[type];
  const rows = (await listMovieCandidates(tx, { movieId })).filter((row) => row.assetType === type);
  const shown = rows.find(
    (row) => mirror !== undefined && row.cacheFileId !== null && row.cacheFileId === movie[mirror],
  );
  const others = chosenOf(rows).filter((row) => row.id !== candidate.id && row.id !== shown?.id);
  const candidateIds = [...(shown ? [shown] : []), ...others].map((row) => row.id);
  await setChosen(tx, { movieId, type, candidateIds, source: "artwork" });
  await updateMirrors(tx, { movieId, isChanged: true });
}
