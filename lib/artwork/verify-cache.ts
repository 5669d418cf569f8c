import { basename, extname } from "node:path";
import { and, asc, eq, gt, inArray, isNull, lt, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { databaseNow, fromNow } from "#db/clock.ts";
import { cacheImageFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { readStoredState } from "#lib/files/stored-state.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { recycle } from "#lib/recycle/recycle.ts";
import { type ImageFormat, imageFormats } from "./image-kind.ts";
import { giveUp, type Lost, repairPicture } from "./repair-picture.ts";
import { assetPath, isStored, readStored, storeImage, thumbnailPath } from "./store.ts";
import { thumbnailsFor } from "./thumbnails.ts";

/** Every file is read again after this long. */
const verifiedLastsMs = 30 * 24 * 60 * 60 * 1000;
const batch = 100;

export type Verified = {
  checked: number;
  repaired: number;
  /** Files that are in order, those that were repaired too. Relative to DATA_DIR. */
  good: string[];
  /** What could not be brought back, and why. */
  lost: Lost[];
};

/** One file of the cache and the rows that tell of it. */
export type CachedPicture = { hash: string; format: ImageFormat; rows: CachedRow[] };
export type CachedRow = Awaited<ReturnType<typeof listDue>>[number];

/**
 * Reads pictures of the cache that were not read for 30 days, at most `limit` rows of them, and compares each with its
 * hash. One that is missing or damaged is brought back from the copy in the library, else from where it came from; its
 * damaged bytes go to the recycle bin. Every hundred are noted, so that a run that is stopped goes on where it was.
 */
export async function verifyCache(
  db: Db,
  params: {
    limit: number;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
    onProgress?: (checked: number) => void;
  },
): Promise<Verified> {
  const before = new Date((await databaseNow(db)).getTime() - verifiedLastsMs);
  const all: Verified = { checked: 0, repaired: 0, good: [], lost: [] };
  const seen = new Set<string>();
  for (let after = 0, rows = 0; rows < params.limit; ) {
    const page = await listDue(db, { after, before, limit: Math.min(batch, params.limit - rows) });
    const last = page.at(-1);
    if (!last) break;
    [after, rows] = [last.id, rows + page.length];
    const later = new Set<string>();
    for (const picture of picturesOf(page).filter(({ hash }) => !seen.has(hash))) {
      params.signal?.throwIfAborted();
      seen.add(picture.hash);
      const outcome = await verifyPicture(db, picture, params);
      all.checked += 1;
      if (outcome === "repaired") all.repaired += 1;
      if (typeof outcome === "object") all.lost.push(outcome);
      else all.good.push(assetPath(picture.hash, picture.format));
      if (typeof outcome === "object" && outcome.isPassing) later.add(picture.hash);
    }
    await markVerified(
      db,
      page.filter(({ fileHash }) => !later.has(fileHash)),
      params.assertOwned,
    );
    params.onProgress?.(all.checked);
  }
  return all;
}

/**
 * Reads one picture of the cache, by its path below DATA_DIR, and brings it back when it is missing or damaged. Undefined:
 * no row tells of it any more.
 */
export async function verifyPictureAt(
  db: Db,
  { path, ...work }: Work & { path: string },
): Promise<"good" | "repaired" | Lost | undefined> {
  const rows = await selectCached(db).where(eq(cacheImageFiles.fileHash, basename(path, extname(path))));
  const [picture] = picturesOf(rows);
  return picture && verifyPicture(db, picture, work);
}

type DuePage = { after: number; before: Date; limit: number };

function listDue(db: Db, { after, before, limit }: DuePage) {
  const { id, verifiedAt } = cacheImageFiles;
  return selectCached(db)
    .where(and(gt(id, after), or(isNull(verifiedAt), lt(verifiedAt, before))))
    .orderBy(asc(id))
    .limit(limit);
}

function selectCached(db: Db) {
  const { id, entityType, entityId, imageType, fileHash, format, width, sourceType, sourceUrl } = cacheImageFiles;
  return db
    .select({ id, entityType, entityId, imageType, fileHash, format, width, sourceType, sourceUrl })
    .from(cacheImageFiles);
}

function picturesOf(rows: readonly CachedRow[]): CachedPicture[] {
  return [...Map.groupBy(rows, ({ fileHash }) => fileHash)].flatMap(([hash, own]) => {
    const format = imageFormats.find((each) => each === own[0]?.format);
    return format ? [{ hash, format, rows: own }] : [];
  });
}

type Work = { signal?: AbortSignal | undefined; assertOwned?: AssertOwned | undefined };

async function verifyPicture(db: Db, picture: CachedPicture, work: Work): Promise<"good" | "repaired" | Lost> {
  const path = assetPath(picture.hash, picture.format);
  const state = await readStoredState({ root: env.DATA_DIR, path, hash: picture.hash }, work.signal);
  if (typeof state === "object") return { path, reason: state.problem, isPassing: true };
  if (state === "good") return (await hasThumbnails(picture)) ? "good" : remakeThumbnails(path, work);
  if (state === "damaged") {
    const reason = "The bytes in the cache were damaged";
    await recycle(db, { root: env.DATA_DIR, path, reason });
  }
  const repaired = await repairPicture(db, picture, work);
  if (repaired === "repaired") return "repaired";
  if (!repaired.isPassing) await giveUp(db, picture, work.assertOwned);
  return { path, ...repaired };
}

async function hasThumbnails({ hash, rows }: CachedPicture): Promise<boolean> {
  const widths = thumbnailsFor(rows[0]?.width ?? 0);
  const present = await Promise.all(widths.map((width) => isStored(thumbnailPath(hash, width))));
  return present.every(Boolean);
}

async function remakeThumbnails(path: string, { signal }: Work): Promise<"repaired"> {
  await storeImage({ bytes: await readStored(path), name: path, signal });
  return "repaired";
}

async function markVerified(db: Db, page: readonly CachedRow[], assertOwned: AssertOwned | undefined): Promise<void> {
  if (page.length === 0) return;
  const ids = page.map(({ id }) => id);
  const hashes = [...new Set(page.map(({ fileHash }) => fileHash))];
  await ownedTransaction(db, assertOwned, async (tx) => {
    await tx
      .update(cacheImageFiles)
      .set({ verifiedAt: fromNow(0) })
      .where(or(inArray(cacheImageFiles.id, ids), inArray(cacheImageFiles.fileHash, hashes)));
  });
}

/** How many rows a nightly run reads, so that all are read within 30 days, and a small cache within two. */
export async function dueEachNight(db: Db): Promise<number> {
  return Math.max(500, Math.ceil((await db.$count(cacheImageFiles)) / 28));
}
