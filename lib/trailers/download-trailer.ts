import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { isAppError } from "#lib/errors.ts";
import { failpoint } from "#lib/files/failpoint.ts";
import { assertFreeSpace } from "#lib/files/free-space.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { JobAborted } from "#lib/jobs/outcomes.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { readSettings } from "#lib/settings/read-settings.ts";
import { getTrailerRow, listOfferedTrailers, scoreRows } from "./candidates.ts";
import { dropLostTrailers } from "./drop-lost.ts";
import { assertLength } from "./examine.ts";
import { failureOf, noFailure, recordTrailerFailure, type TrailerFailure } from "./failures.ts";
import { fetchVideo } from "./fetch-video.ts";
import { dropEmptyFolder, folderOfDownload, removeDownloads, removeFolder } from "./folders.ts";
import type { TrailerRow } from "./next-step.ts";
import {
  getTrailerOwner,
  ownerKeyOf,
  publishedWith,
  settingsOf,
  type TrailerChooser,
  touchTrailerOwner,
} from "./owners.ts";
import { type StoredVideo, saveVideoRow, storeVideo } from "./store-video.ts";
import { takeUpload } from "./take-upload.ts";
import { parseTrailerUrl } from "./trailer-url.ts";
import type { OnProgress } from "./watch-download.ts";

export type TrailerDownload = {
  /** True when a file came into the cache by this. */
  cached: boolean;
  failure: TrailerFailure | null;
  /** A person chose it, so that nothing else is taken instead. */
  isOwnChoice: boolean;
};

type Downloading = {
  candidateId: number;
  /** Handed on to what follows. */
  follow?: { runId: string | null; createdBy: number | null };
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
  onProgress?: OnProgress;
};

/**
 * Brings a chosen trailer into the cache and has it published. Stopped and called again it goes on with what is there of the
 * file. One that cannot be had makes room for the next best at once, unless a person chose it. Throws not_found when it is
 * no longer offered, and what is not the video's fault.
 */
export async function downloadTrailer(db: Db, downloading: Downloading): Promise<TrailerDownload> {
  const { candidateId, signal, assertOwned } = downloading;
  const row = await getTrailerRow(db, candidateId);
  const isOwnChoice = row.selectedBy === "user";
  const owner = ownerKeyOf(row);
  if (!owner || !row.isSelected || row.cacheVideoFileId !== null) {
    if (owner && row.isSelected && row.cacheVideoFileId !== null) {
      await ownedTransaction(db, assertOwned, (tx) => publishTrailerSoon(tx, { owner, downloading }));
      // A worker that was killed right after it had saved the row.
      await removeDownloads(candidateId);
    }
    return { cached: false, failure: null, isOwnChoice };
  }
  const { maxHeight } = settingsOf(await readSettings(db), await getTrailerOwner(db, owner));
  if (row.sourceType !== "upload") await assertFreeSpace(db, "trailers");
  const folder = folderOfDownload({ candidateId, maxHeight });
  try {
    const video = await fetchAndStore(db, { row, folder, maxHeight, downloading });
    await ownedTransaction(db, assertOwned, (tx) => saveVideo(tx, { row, owner, video, downloading }));
    failpoint("trailer.saved");
    await removeDownloads(candidateId);
    return { cached: true, failure: null, isOwnChoice };
  } catch (error) {
    await settleAborted(signal, folder);
    const failure = failureOf(error);
    if (!failure) throw error;
    // What was read and is no video must not be gone on with.
    if (isAppError(error, "unsupported") || isAppError(error, "too_large")) await removeFolder(folder);
    else await dropEmptyFolder(folder);
    const isWanted = await ownedTransaction(db, assertOwned, (tx) => giveUp(tx, { candidateId, failure, downloading }));
    return { cached: false, failure, isOwnChoice: isWanted };
  }
}

type Fetching = { row: TrailerRow; folder: string; maxHeight: number; downloading: Downloading };

async function fetchAndStore(db: Db, { row, folder, maxHeight, downloading }: Fetching): Promise<StoredVideo> {
  const { signal, onProgress = () => {} } = downloading;
  if (row.sourceType === "upload") return takeUpload(db, { sha256: row.providerVideoId ?? "", signal });
  const source = parseTrailerUrl(row.sourceUrl ?? "");
  const { estimatedSizeBytes } = row;
  const path = await fetchVideo(db, { folder, source, maxHeight, estimatedSizeBytes, signal, onProgress });
  failpoint("trailer.fetched");
  onProgress(97, "Reading the video");
  const video = await storeVideo(path, { signal });
  assertLength(row, video.durationSeconds);
  return video;
}

/** What is there of it is kept for the next worker, and goes when a person does not want it any more. */
async function settleAborted(signal: AbortSignal | undefined, folder: string): Promise<void> {
  if (!signal?.aborted) return;
  const { reason }: { reason: unknown } = signal;
  if (reason instanceof JobAborted && reason.abortCause === "cancelled") await removeFolder(folder);
  signal.throwIfAborted();
}

type Saving = { row: TrailerRow; owner: TrailerChooser; downloading: Downloading };

async function saveVideo(tx: Tx, { row, owner, video, downloading }: Saving & { video: StoredVideo }): Promise<void> {
  // Taken out meanwhile: the file has no row then, and the sweep takes it.
  const [now] = await tx.select().from(trailerCandidates).where(eq(trailerCandidates.id, row.id));
  if (!now || now.removedAt !== null) return;
  const { sourceType, sourceUrl, providerName } = row;
  const cacheVideoFileId = await saveVideoRow(tx, { ...owner, video, source: { sourceType, sourceUrl, providerName } });
  const at = await databaseNow(tx);
  await tx
    .update(trailerCandidates)
    .set({
      ...noFailure,
      cacheVideoFileId,
      downloadedAt: at,
      checkedAt: at,
      updatedAt: at,
      durationSeconds: video.durationSeconds ?? now.durationSeconds,
      bestWidth: Math.max(video.width, now.bestWidth ?? 0),
      bestHeight: Math.max(video.height, now.bestHeight ?? 0),
    })
    .where(eq(trailerCandidates.id, row.id));
  const taste = settingsOf(await readSettings(tx), await getTrailerOwner(tx, owner));
  await scoreRows(tx, await listOfferedTrailers(tx, { ...owner, entityIds: [owner.entityId] }), taste);
  if (!now.isSelected) return;
  await touchTrailerOwner(tx, owner);
  await publishTrailerSoon(tx, { owner, downloading });
}

async function publishTrailerSoon(
  tx: Tx,
  { owner, downloading }: { owner: TrailerChooser; downloading: Downloading },
): Promise<void> {
  // Series are not published yet.
  await publishSoon(tx, { ...publishedWith(owner), ...downloading.follow });
}

/** Returns whether it stays the chosen one, because a person wants it. */
async function giveUp(
  tx: Tx,
  { candidateId, failure, downloading }: { candidateId: number; failure: TrailerFailure; downloading: Downloading },
): Promise<boolean> {
  await recordTrailerFailure(tx, { candidateId, failure });
  const wanted = await dropLostTrailers(tx, { candidateIds: [candidateId], follow: downloading.follow });
  return wanted.has(candidateId);
}
