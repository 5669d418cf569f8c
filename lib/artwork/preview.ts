import { createHash } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { assetCandidates, cacheImageFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { readFileInside } from "#lib/files/safe-path.ts";
import { writeFileAtomic } from "#lib/files/write-atomic.ts";
import { downloadImage } from "#lib/providers/download.ts";
import { processWide } from "#lib/providers/process-wide.ts";
import { shareFlight } from "#lib/providers/single-flight.ts";
import { contentTypes, imageFormatOf } from "./image-kind.ts";
import { getServedPicture, type ServedPicture } from "./serve.ts";
import { maxImageBytes } from "./vocabulary.ts";

const keptMs = 7 * 24 * 60 * 60 * 1000;
const previewWidth = 300;
/** A small picture; only the address a person typed may lead to more, which is then not shown before it is cached. */
const maxPreviewBytes = 5 * 1024 * 1024;
type PreviewSize = "small" | "full";

type Flights = Parameters<typeof shareFlight<Uint8Array>>[0];
const flights = () => processWide<Flights>("artwork.previews", () => new Map());

/**
 * What a candidate looks like, without the browser asking a provider: from the cache, from the last seven days' previews,
 * else the provider's small size, or the whole for `full`. Nothing is decoded; by its first bytes it has to be a JPEG, PNG or WebP.
 * Throws not_found, `unsupported`, `too_large`, and what downloading throws.
 */
export async function getCandidatePreview(
  db: Db,
  params: { candidateId: number; size?: PreviewSize; signal?: AbortSignal | undefined },
): Promise<ServedPicture> {
  const [row] = await db
    .select({ url: assetCandidates.url, assetType: assetCandidates.assetType, hash: cacheImageFiles.fileHash })
    .from(assetCandidates)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(eq(assetCandidates.id, params.candidateId));
  if (!row) throw new AppError("not_found", "This picture is no longer offered.");
  const { size = "small" } = params;
  const width = size === "full" ? null : previewWidth;
  if (row.hash !== null) return getServedPicture(db, { hash: row.hash, width });
  if (!/^https?:/i.test(row.url)) throw new AppError("not_found", "This picture is being prepared.");
  return getPreview(db, { url: row.url, assetType: row.assetType, size, signal: params.signal });
}

type Shown = { url: string; assetType: typeof assetCandidates.$inferSelect.assetType };

/** The same for an address that a provider gave, such as the poster of a film that is not in Metarr. */
export async function getPreview(
  db: Db,
  { signal, size = "small", ...row }: Shown & { size?: PreviewSize; signal?: AbortSignal | undefined },
): Promise<ServedPicture> {
  const isFull = size === "full";
  const key = createHash("sha256")
    .update(`${row.assetType} ${row.url}${isFull ? " full" : ""}`)
    .digest("hex");
  const path = `cache/previews/${key}`;
  const bytes =
    (await readKept(path)) ??
    (await shareFlight(flights(), key, (shared) => fetchPreview(db, { ...row, size, path, signal: shared }), signal));
  const format = imageFormatOf(bytes, "The picture");
  return { bytes, contentType: contentTypes[format], name: `${key.slice(0, 12)}.${format}` };
}

async function readKept(path: string): Promise<Uint8Array | undefined> {
  const facts = await stat(join(env.DATA_DIR, path)).catch(() => undefined);
  if (!facts?.isFile() || facts.mtimeMs < Date.now() - keptMs) return undefined;
  return readFileInside({ root: env.DATA_DIR, path, maxBytes: maxImageBytes });
}

async function fetchPreview(
  db: Db,
  params: Shown & { size: PreviewSize; path: string; signal: AbortSignal },
): Promise<Uint8Array> {
  const isFull = params.size === "full";
  const { bytes } = await downloadImage(db, { ...params, size: isFull ? "original" : "small" });
  if (bytes.byteLength > (isFull ? maxImageBytes : maxPreviewBytes)) {
    throw new AppError("too_large", "This picture is too large to be shown before it is chosen.");
  }
  imageFormatOf(bytes, "The picture");
  await mkdir(env.DATA_DIR, { recursive: true });
  await writeFileAtomic({ root: env.DATA_DIR, path: params.path, bytes, step: "preview" });
  return bytes;
}
