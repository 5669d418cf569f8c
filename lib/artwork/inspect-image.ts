import { createThreadPool, sharedPool } from "#lib/files/thread-pool.ts";
import { threadScript } from "#lib/files/thread-script.ts";
import { blockReaders } from "./block-readers.ts";
import type { PictureBytes } from "./decode-picture.ts";
import { type ImageFormat, imageFormatOf } from "./image-kind.ts";

/** What a picture is, from one decode. */
export type InspectedImage = {
  /** Of the bytes as they came, hex. */
  sha256: string;
  sizeBytes: number;
  format: ImageFormat;
  /** As shown, after turning by its EXIF note. */
  width: number;
  height: number;
  hasAlpha: boolean;
  /** Share of pixels that are not see-through, 0 to 1; null without alpha. */
  foregroundRatio: number | null;
  /** 64 bits as 16 hex digits. */
  perceptualHash: string;
  differenceHash: string;
  /** Base64. */
  thumbhash: string;
  /** WebP, in widths of thumbnailsFor(width). */
  thumbnails: { width: number; bytes: Uint8Array }[];
};

const timeoutMs = 60_000;

const pool = () =>
  sharedPool<PictureBytes, InspectedImage>("image", () =>
    createThreadPool({
      script: threadScript(import.meta.url, "image.thread.ts"),
      timeoutMs,
      describe: ({ name }) => name,
    }),
  );

/**
 * Verifies that bytes are a whole picture Metarr can use, and describes it. Decodes in a thread, once.
 * `name` is the file or address that errors name.
 * Throws AppError `unsupported` (no JPEG, PNG or WebP, or a moving one), `too_large` (30 MB, 40 megapixels) or
 * `invalid` (damaged or cut off).
 */
export async function inspectImage(params: {
  bytes: Uint8Array;
  name: string;
  signal?: AbortSignal | undefined;
}): Promise<InspectedImage> {
  const format = imageFormatOf(params.bytes, params.name);
  await blockReaders();
  return pool().run({ bytes: params.bytes, name: params.name, format }, { signal: params.signal });
}

/**
 * How many pictures one job has in hand: each is in a thread for a part of its time, the rest goes to the disk and the
 * database. With one more than there are threads half of each core was idle (docs/performance.md).
 */
export const picturesInHand = (): number => pool().size * 4;
