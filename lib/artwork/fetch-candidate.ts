import { createHash } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import { isAppError, messageOf } from "#lib/errors.ts";
import { assertFreeSpace } from "#lib/files/free-space.ts";
import type { AssertOwned } from "#lib/jobs/lease.ts";
import { downloadImage } from "#lib/providers/download.ts";
import { mayPass, retryDelayMs, troubleOf } from "#lib/providers/errors.ts";
import { cacheImage, type Owner } from "./cache.ts";
import { type Flight, shareDownload } from "./download-flight.ts";
import { type ScoreContext, scoreCandidate } from "./score.ts";
import { isStored, readStored, type StoredImage } from "./store.ts";
import { readUpload } from "./uploads.ts";
import type { ArtworkType } from "./vocabulary.ts";

/** A candidate whose picture is not in the cache yet. */
export type Fetchable = Owner & {
  id: number;
  assetType: ArtworkType;
  provider: string;
  url: string;
  language: string | null;
  voteAverage: number | null;
  voteCount: number | null;
  likes: number | null;
};

export type Fetched = { cacheFileId: number; image: StoredImage; score: number };

type Params = {
  candidate: Fetchable;
  context: ScoreContext;
  signal?: AbortSignal | undefined;
  assertOwned?: AssertOwned | undefined;
};

/**
 * Brings the picture of a candidate into the cache: downloaded, or read from where an upload waits; verified, hashed,
 * measured and scored with its true size. What another film, type or worker has downloaded from this address is taken from
 * the cache. Throws what downloading and storeImage throw, and `disk` when it is too full.
 */
export async function fetchCandidate(db: Db, params: Params): Promise<Fetched> {
  const { candidate, signal } = params;
  const { url, assetType } = candidate;
  await assertFreeSpace(db, "artwork");
  if (url.startsWith("cache:"))
    return keep(db, { ...params, bytes: await readUploaded(db, url.slice("cache:".length)) });
  return shareDownload(db, {
    url,
    signal,
    find: async () => {
      const bytes = await findDownloaded(db, url);
      return bytes && keep(db, { ...params, bytes });
    },
    fetch: async (flight) => {
      const { bytes } = await downloadImage(db, { url, assetType, signal });
      return keep(db, { ...params, bytes, flight });
    },
  });
}

/** Verifies a picture and keeps its file; then its row, what the candidate is now, and the end of its flight at once. */
async function keep(db: Db, params: Params & { bytes: Uint8Array; flight?: Flight }): Promise<Fetched> {
  const { candidate, context, bytes, signal, assertOwned, flight } = params;
  const isUpload = candidate.url.startsWith("cache:");
  const scoreOf = ({ width, height }: StoredImage) => scoreCandidate({ ...candidate, width, height }, context);
  const { cacheFileId, image } = await cacheImage(db, {
    entityType: candidate.entityType,
    entityId: candidate.entityId,
    imageType: candidate.assetType,
    bytes,
    name: isUpload ? "The uploaded picture" : nameOf(candidate.url),
    source: {
      sourceType: isUpload ? "user" : "provider",
      sourceUrl: isUpload ? null : candidate.url,
      providerName: isUpload ? null : candidate.provider,
    },
    signal,
    assertOwned,
    also: async (tx, cached) => {
      const { width, height } = cached.image;
      const { score, breakdown: scoreBreakdown } = scoreOf(cached.image);
      await tx
        .update(assetCandidates)
        .set({ cacheFileId: cached.cacheFileId, width, height, score, scoreBreakdown, failureReason: null })
        .where(eq(assetCandidates.id, candidate.id));
      await flight?.end(tx);
    },
  });
  return { cacheFileId, image, score: scoreOf(image).score };
}

/** The bytes that an address gave before, as long as its file is there and is what it was. */
async function findDownloaded(db: Db, url: string): Promise<Uint8Array | undefined> {
  const [cached] = await db
    .select({ filePath: cacheImageFiles.filePath, hash: cacheImageFiles.fileHash })
    .from(cacheImageFiles)
    .where(eq(cacheImageFiles.sourceUrl, url))
    .orderBy(desc(cacheImageFiles.id))
    .limit(1);
  if (!cached || !(await isStored(cached.filePath))) return undefined;
  const bytes = await readStored(cached.filePath);
  return createHash("sha256").update(bytes).digest("hex") === cached.hash ? bytes : undefined;
}

/** The bytes of an upload; out of the cache when another film or type had the same ones and was first. */
async function readUploaded(db: Db, sha256: string): Promise<Uint8Array> {
  try {
    return await readUpload(sha256);
  } catch (error) {
    if (!isAppError(error, "not_found")) throw error;
    const [cached] = await db
      .select({ filePath: cacheImageFiles.filePath })
      .from(cacheImageFiles)
      .where(eq(cacheImageFiles.fileHash, sha256))
      .limit(1);
    if (!cached) throw error;
    return readStored(cached.filePath);
  }
}

/** The last part of an address with its host: enough to tell pictures apart, without a query that may hold a key. */
function nameOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.pathname.split("/").at(-1)} of ${parsed.host}` : "The picture";
}

/** Trouble that says nothing about the picture: the server is down, slow or asks for patience. */
export function isPassing(error: unknown): boolean {
  if (mayPass(error) || retryDelayMs(error) !== undefined) return true;
  const trouble = troubleOf(error);
  return trouble === "breaker" || trouble === "off" || trouble === "key" || isAppError(error, "disk");
}

/** Remembers why a candidate is of no use, and when that was found. */
export async function recordFailure(tx: Tx, params: { candidateId: number; error: unknown }): Promise<void> {
  await tx
    .update(assetCandidates)
    .set({ failureReason: messageOf(params.error).slice(0, 500), lastRefreshedAt: new Date() })
    .where(eq(assetCandidates.id, params.candidateId));
}

/** A candidate that failed is tried again after this long, not at every run. */
const failureLastsMs = 7 * 24 * 60 * 60 * 1000;

export function hasFailedLately(row: { failureReason: string | null; lastRefreshedAt: Date | null }): boolean {
  if (row.failureReason === null) return false;
  return (row.lastRefreshedAt?.getTime() ?? 0) > Date.now() - failureLastsMs;
}
