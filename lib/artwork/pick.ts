import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, libraries, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { AppError } from "#lib/errors.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { chosenOf, getMovieForArtwork, setChosen, updateMirrors } from "./apply-selection.ts";
import { listMovieCandidates, type MovieCandidate } from "./candidate-rows.ts";
import { readScoreContext } from "./candidates.ts";
import { scoreCandidate } from "./score.ts";
import { readArtworkSettings } from "./settings.ts";
import { keepUpload } from "./uploads.ts";
import { isMovieArtworkType, type MovieArtworkType, movieArtworkLocks } from "./vocabulary.ts";

/** Who asks; null for automation. */
type By = { userId: number | null };

/**
 * A person chooses a picture: it comes first of its type, the type is locked, and what no longer fits its limit goes.
 * In the cache already: the film shows it at once, and is published where the library does that by itself; else a
 * download is queued, and the film shows its old picture until that is done.
 */
export async function pickArtwork(tx: Tx, params: { candidateId: number } & By): Promise<{ movieId: number }> {
  const { candidate, type, siblings } = await getCandidate(tx, params.candidateId);
  const movieId = candidate.entityId;
  const limit = await limitOf(tx, movieId, type);
  const others = chosenOf(siblings).filter((row) => row.id !== candidate.id);
  const kept = others.slice(0, Math.max(0, limit - 1)).map((row) => row.id);
  await tx
    .update(assetCandidates)
    .set({ userLocked: true, isBlocked: false, failureReason: null })
    .where(eq(assetCandidates.id, candidate.id));
  await lockType(tx, { movieId, type, locked: true });
  const candidateIds = [candidate.id, ...kept];
  await setChosen(tx, { movieId, type, candidateIds, source: "user", userId: params.userId });
  await updateMirrors(tx, { movieId, isChanged: true });
  if (candidate.cacheFileId === null) {
    await enqueue(tx, "artwork.cache", { candidateId: candidate.id, movieId }, { createdBy: params.userId });
  } else {
    await publishSoon(tx, { movieIds: [movieId], createdBy: params.userId });
  }
  return { movieId };
}

/** A person takes a picture out of the chosen ones. Its type is locked, so that it does not come back by itself. */
export async function unpickArtwork(tx: Tx, params: { candidateId: number } & By): Promise<{ movieId: number }> {
  const { candidate, type, siblings } = await getCandidate(tx, params.candidateId);
  const movieId = candidate.entityId;
  const candidateIds = chosenOf(siblings).flatMap((row) => (row.id === candidate.id ? [] : [row.id]));
  await lockType(tx, { movieId, type, locked: true });
  await setChosen(tx, { movieId, type, candidateIds, source: "user", userId: params.userId });
  await updateMirrors(tx, { movieId, isChanged: true });
  await publishSoon(tx, { movieIds: [movieId], createdBy: params.userId });
  return { movieId };
}

/** Locks or unlocks a type. Unlocked, the next enrichment may choose anew. */
export async function setArtworkLock(
  tx: Tx,
  params: { movieId: number; type: MovieArtworkType; locked: boolean } & By,
): Promise<void> {
  const { movieId, type, locked } = params;
  await lockType(tx, params);
  if (!locked) {
    await tx
      .update(assetCandidates)
      .set({ userLocked: false })
      .where(
        and(
          eq(assetCandidates.entityType, "movie"),
          eq(assetCandidates.entityId, movieId),
          eq(assetCandidates.assetType, type),
        ),
      );
  }
  await updateMirrors(tx, { movieId, isChanged: true });
}

/** A blocked candidate never returns by itself. Was it chosen, the next best is looked for unless the type is locked. */
export async function setArtworkBlock(
  tx: Tx,
  params: { candidateId: number; blocked: boolean } & By,
): Promise<{ movieId: number }> {
  const { candidate, type, siblings } = await getCandidate(tx, params.candidateId);
  const movieId = candidate.entityId;
  await tx
    .update(assetCandidates)
    .set({ isBlocked: params.blocked, ...(params.blocked ? { userLocked: false } : {}) })
    .where(eq(assetCandidates.id, candidate.id));
  if (params.blocked && candidate.isSelected) {
    const candidateIds = chosenOf(siblings).flatMap((row) => (row.id === candidate.id ? [] : [row.id]));
    await setChosen(tx, { movieId, type, candidateIds, source: "user", userId: params.userId });
    await updateMirrors(tx, { movieId, isChanged: true });
  }
  await enqueue(tx, "artwork.select", { movieId }, { createdBy: params.userId });
  return { movieId };
}

/**
 * A person brings a picture. Its bytes wait for the worker, which verifies them and makes the thumbnails; the candidate
 * is chosen and its type locked at once. Throws `unsupported` or `too_large` for what is no picture.
 */
export async function uploadArtwork(
  db: Db,
  params: { movieId: number; type: MovieArtworkType; bytes: Uint8Array } & By,
): Promise<{ candidateId: number }> {
  const sha256 = await keepUpload(params.bytes);
  return transaction(db, (tx) => addOwnPicture(tx, { ...params, provider: "user", url: `cache:${sha256}` }));
}

/** A person names the address of a picture. It is downloaded by the worker, checked like every other. */
export async function addArtworkUrl(
  tx: Tx,
  params: { movieId: number; type: MovieArtworkType; url: string } & By,
): Promise<{ candidateId: number }> {
  if (!/^https?:\/\//i.test(params.url) || !URL.canParse(params.url)) {
    throw new AppError("invalid", "Enter an address that begins with http:// or https://.", { field: "url" });
  }
  return addOwnPicture(tx, { ...params, provider: "user", url: params.url });
}

async function addOwnPicture(
  tx: Tx,
  params: { movieId: number; type: MovieArtworkType; provider: string; url: string } & By,
): Promise<{ candidateId: number }> {
  const { movieId, type, provider, url } = params;
  await getMovieForArtwork(tx, movieId);
  const owner = { entityType: "movie", entityId: movieId } as const;
  const unknown = { width: null, height: null, language: null, voteAverage: null, voteCount: null, likes: null };
  const context = await readScoreContext(tx, owner);
  const { score, breakdown } = scoreCandidate({ ...unknown, assetType: type, provider }, context);
  await tx
    .insert(assetCandidates)
    .values({ ...owner, assetType: type, provider, url, score, scoreBreakdown: breakdown })
    .onConflictDoNothing();
  const rows = await listMovieCandidates(tx, { movieId });
  const row = rows.find((each) => each.assetType === type && each.url === url);
  if (!row) throw new Error("The candidate was not saved.");
  await pickArtwork(tx, { candidateId: row.id, userId: params.userId });
  return { candidateId: row.id };
}

type Found = { candidate: MovieCandidate; type: MovieArtworkType; siblings: MovieCandidate[] };

async function getCandidate(tx: Tx, candidateId: number): Promise<Found> {
  const [row] = await tx
    .select({ entityType: assetCandidates.entityType, movieId: assetCandidates.entityId })
    .from(assetCandidates)
    .where(eq(assetCandidates.id, candidateId));
  const rows = row?.entityType === "movie" ? await listMovieCandidates(tx, row) : [];
  const candidate = rows.find((each) => each.id === candidateId);
  if (!candidate) throw new AppError("not_found", "This picture is no longer offered. Reload the page.");
  const type = candidate.assetType;
  return { candidate, type, siblings: rows.filter((each) => each.assetType === type) };
}

async function limitOf(tx: Tx, movieId: number, type: MovieArtworkType): Promise<number> {
  const [row] = await tx
    .select({ artwork: libraries.artwork, language: libraries.language })
    .from(movies)
    .innerJoin(libraries, eq(libraries.id, movies.libraryId))
    .where(eq(movies.id, movieId));
  if (!row) return 1;
  return readArtworkSettings(row, { originalLanguage: null }).limitOf(type);
}

async function lockType(tx: Tx, params: { movieId: number; type: MovieArtworkType; locked: boolean }): Promise<void> {
  if (!isMovieArtworkType(params.type)) throw new AppError("invalid", "A film has no artwork of this type.");
  await tx
    .update(movies)
    .set({ [movieArtworkLocks[params.type]]: params.locked })
    .where(eq(movies.id, params.movieId));
}
