import { createHash } from "node:crypto";
import { access, mkdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { readFileInside } from "#lib/files/safe-path.ts";
import { writeFileAtomic } from "#lib/files/write-atomic.ts";
import { processWide } from "#lib/providers/process-wide.ts";
import { shareFlight } from "#lib/providers/single-flight.ts";
import type { ImageFormat } from "./image-kind.ts";
import { type InspectedImage, inspectImage } from "./inspect-image.ts";
import { maxImageBytes, type ThumbnailWidth } from "./vocabulary.ts";

/** A verified picture whose file and thumbnails lie in the cache. */
export type StoredImage = Omit<InspectedImage, "thumbnails"> & {
  /** Relative to DATA_DIR. */
  filePath: string;
};

const spread = (sha256: string) => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}`;

/** Where a cached picture lies, relative to DATA_DIR. */
export function assetPath(sha256: string, format: ImageFormat): string {
  return `cache/assets/${spread(sha256)}/${sha256}.${format}`;
}

export function thumbnailPath(sha256: string, width: ThumbnailWidth): string {
  return `cache/thumbs/${spread(sha256)}/${sha256}-${width}.webp`;
}

type Flights = Parameters<typeof shareFlight<StoredImage>>[0];
const flights = () => processWide<Flights>("artwork.flights", () => new Map());

/**
 * Verifies a picture and puts it and its thumbnails below DATA_DIR/cache, named by content. The same bytes at the same
 * time are worked on once. No row is written: a file without one is swept after an hour.
 * Throws as inspectImage does, and AppError `disk` when the cache cannot be written.
 */
export async function storeImage(params: {
  bytes: Uint8Array;
  /** The file or address that errors name. */
  name: string;
  signal?: AbortSignal | undefined;
}): Promise<StoredImage> {
  const sha256 = createHash("sha256").update(params.bytes).digest("hex");
  const work = (signal: AbortSignal) => inspectAndWrite({ ...params, signal });
  return shareFlight(flights(), sha256, work, params.signal);
}

async function inspectAndWrite(params: { bytes: Uint8Array; name: string; signal: AbortSignal }): Promise<StoredImage> {
  const { thumbnails, ...image } = await inspectImage(params);
  const filePath = assetPath(image.sha256, image.format);
  await mkdir(env.DATA_DIR, { recursive: true });
  for (const { width, bytes } of thumbnails) {
    await keepFile(`cache/thumbs/${spread(image.sha256)}/${image.sha256}-${width}.webp`, bytes);
  }
  await keepFile(filePath, params.bytes);
  return { ...image, filePath };
}

/** Content-addressed: a file that is there is right. Touched, so that the sweep of files without a row spares it. */
async function keepFile(path: string, bytes: Uint8Array): Promise<void> {
  const now = new Date();
  try {
    await utimes(join(env.DATA_DIR, path), now, now);
  } catch (error) {
    if (!isMissing(error)) throw diskError("use the cached picture", path, error);
    await writeFileAtomic({ root: env.DATA_DIR, path, bytes, step: "cache" });
  }
}

/** The bytes of a cached picture. `filePath` is relative to DATA_DIR, as rows hold it, and is checked again. */
export function readStored(filePath: string): Promise<Uint8Array> {
  return readFileInside({ root: env.DATA_DIR, path: filePath, maxBytes: maxImageBytes });
}

/** Whether the file of a cached picture is there. `filePath` is relative to DATA_DIR. */
export function isStored(filePath: string): Promise<boolean> {
  return access(join(env.DATA_DIR, filePath)).then(
    () => true,
    () => false,
  );
}
