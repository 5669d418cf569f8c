import { basename, extname, join } from "node:path";
import { and, asc, eq, inArray, isNull, lt, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { cacheVideoFiles, libraryRoots, libraryVideoFiles, trailerCandidates } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { hashFile } from "#lib/files/fingerprint.ts";
import { isInside, resolveInside } from "#lib/files/safe-path.ts";
import { readStoredState } from "#lib/files/stored-state.ts";
import { copyFileAtomic } from "#lib/files/write-atomic.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { choosingOwners } from "./owners.ts";

const verifiedLastsMs = 30 * 24 * 60 * 60 * 1000;

/** Trailers are large, and there are few: this many are read each night, a few gigabytes. */
export const videosEachNight = 100;

type LostVideo = { path: string; reason: string; isPassing: boolean };
export type VerifiedVideos = {
  checked: number;
  repaired: number;
  /** Are being downloaded again by a job. */
  queued: number;
  /** Files that are in order, those that were copied back too. Relative to DATA_DIR. */
  good: string[];
  lost: LostVideo[];
};
/** Undefined: nothing needs it any more. */
type Outcome = "good" | "repaired" | "queued" | LostVideo | undefined;
type Work = { signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined };
type Row = Awaited<ReturnType<typeof listDue>>[number];

/**
 * Reads cached trailers that were not read for 30 days and compares each with its hash. One that is missing or damaged is
 * copied back from the library, else downloaded again by a job. An upload that no library has is lost, and the result says
 * so. Each is noted, so that a run that is stopped goes on where it was.
 */
export async function verifyVideos(db: Db, { limit, ...work }: Work & { limit: number }): Promise<VerifiedVideos> {
  const before = new Date((await databaseNow(db)).getTime() - verifiedLastsMs);
  const result: VerifiedVideos = { checked: 0, repaired: 0, queued: 0, good: [], lost: [] };
  for (const row of await listDue(db, { before, limit })) {
    work.signal?.throwIfAborted();
    const outcome = await verifyVideo(db, row, work);
    result.checked += 1;
    if (outcome === "repaired") result.repaired += 1;
    if (outcome === "queued") result.queued += 1;
    if (outcome === "good" || outcome === "repaired") result.good.push(row.filePath);
    if (typeof outcome === "object") result.lost.push(outcome);
    if (typeof outcome === "object" && outcome.isPassing) continue;
    await ownedTransaction(db, work.assertOwned, (tx) =>
      tx
        .update(cacheVideoFiles)
        .set({ verifiedAt: fromNow(0) })
        .where(eq(cacheVideoFiles.id, row.id)),
    );
  }
  return result;
}

/**
 * Reads one trailer of the cache, by its path below DATA_DIR, and brings it back when it is missing or damaged. `queued`: a job
 * downloads it, so it is not back yet. Undefined: nothing needs it any more.
 */
export async function verifyVideoAt(db: Db, { path, ...work }: Work & { path: string }): Promise<Outcome> {
  const { id, entityType, entityId, sourceType, filePath, fileHash } = cacheVideoFiles;
  const [row] = await db
    .select({ id, entityType, entityId, sourceType, filePath, fileHash })
    .from(cacheVideoFiles)
    .where(and(eq(fileHash, basename(path, extname(path))), eq(filePath, path)))
    .limit(1);
  return row && verifyVideo(db, row, work);
}

async function verifyVideo(db: Db, row: Row, work: Work): Promise<Outcome> {
  const { filePath: path, fileHash: hash } = row;
  const state = await readStoredState({ root: env.DATA_DIR, path, hash }, work.signal);
  // What cannot be read for another reason may be fine tomorrow, so nothing is done to it.
  if (typeof state === "object") return { path, reason: state.problem, isPassing: true };
  if (state === "good") return "good";
  if (state === "damaged") {
    await recycle(db, { root: env.DATA_DIR, path, reason: "The bytes in the cache were damaged" });
  }
  if (await copyBack(db, row)) return "repaired";
  const isOffered = await downloadAgain(db, row, work);
  if (!isOffered && ((await markLost(db, row, work)) || row.sourceType === "upload"))
    return { path, reason: "No library has a copy of it, and it was an upload.", isPassing: false };
  return (await isOnItsWay(db, row)) ? "queued" : undefined;
}

function listDue(db: Db, { before, limit }: { before: Date; limit: number }) {
  const { id, entityType, entityId, sourceType, filePath, fileHash, verifiedAt } = cacheVideoFiles;
  return db
    .select({ id, entityType, entityId, sourceType, filePath, fileHash })
    .from(cacheVideoFiles)
    .where(or(isNull(verifiedAt), lt(verifiedAt, before)))
    .orderBy(asc(id))
    .limit(limit);
}

/** Only a copy that nobody changed: its bytes decide. */
async function copyBack(db: Db, { id, filePath, fileHash }: Row): Promise<boolean> {
  const copies = await db
    .select({ path: libraryVideoFiles.filePath })
    .from(libraryVideoFiles)
    .where(eq(libraryVideoFiles.cacheFileId, id))
    .orderBy(libraryVideoFiles.id);
  if (copies.length === 0) return false;
  const roots = await db.select({ path: libraryRoots.path }).from(libraryRoots);
  for (const { path } of copies) {
    const root = roots.find((each) => isInside(each.path, path))?.path;
    if (root === undefined) continue;
    const source = await resolveInside(root, path);
    const sha256 = await hashFile(source).then(
      (hashed) => hashed.sha256,
      () => null,
    );
    if (sha256 !== fileHash) continue;
    await copyFileAtomic({ root: env.DATA_DIR, path: filePath, source, mode: 0o600, step: "trailer" });
    // The copy may have changed while it was copied.
    if ((await hashFile(join(env.DATA_DIR, filePath))).sha256 === fileHash) return true;
  }
  return false;
}

/** The candidates of a lost file are downloaded again where they are chosen; the others are as before their download. */
async function downloadAgain(db: Db, { id }: Row, { assertOwned }: Work): Promise<boolean> {
  return ownedTransaction(db, assertOwned, async (tx) => {
    const changed = await tx
      .update(trailerCandidates)
      .set({ cacheVideoFileId: null, downloadedAt: null })
      .where(
        and(eq(trailerCandidates.cacheVideoFileId, id), inArray(trailerCandidates.sourceType, ["provider", "user"])),
      )
      .returning({
        candidateId: trailerCandidates.id,
        entityType: trailerCandidates.entityType,
        entityId: trailerCandidates.entityId,
        isSelected: trailerCandidates.isSelected,
      });
    const wanted = changed.flatMap(({ isSelected, entityType, ...trailer }) => {
      // Only films and series have a page that shows the download.
      const owner = choosingOwners.find((each) => each === entityType);
      return isSelected && owner ? [{ ...trailer, entityType: owner }] : [];
    });
    if (wanted.length > 0) await enqueueMany(tx, "trailer.download", wanted);
    return changed.length > 0;
  });
}

/** The chosen trailer of its owner is still to come. */
async function isOnItsWay(db: Db, { entityType, entityId }: Row): Promise<boolean> {
  const { isSelected, cacheVideoFileId, failureReason } = trailerCandidates;
  const [waiting] = await db
    .select({ id: trailerCandidates.id })
    .from(trailerCandidates)
    .where(
      and(
        ...[eq(trailerCandidates.entityType, entityType), eq(trailerCandidates.entityId, entityId)],
        ...[eq(isSelected, true), isNull(cacheVideoFileId), isNull(failureReason)],
      ),
    )
    .limit(1);
  return waiting !== undefined;
}

/** The page of trailers says what happened, and what is published stays. Returns false when no trailer is this file any more. */
async function markLost(db: Db, { id }: Row, { assertOwned }: Work): Promise<boolean> {
  const failureMessage = "Its file was lost from the cache. Upload it again.";
  const lost = await ownedTransaction(db, assertOwned, (tx) =>
    tx
      .update(trailerCandidates)
      .set({ cacheVideoFileId: null, failureReason: "download_error", failureMessage, failedAt: fromNow(0) })
      .where(eq(trailerCandidates.cacheVideoFileId, id))
      .returning({ candidateId: trailerCandidates.id }),
  );
  return lost.length > 0;
}
