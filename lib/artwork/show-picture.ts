import { AppError } from "#lib/errors.ts";
import { inspectImage } from "./inspect-image.ts";
import type { ServedPicture } from "./serve.ts";
import { thumbnailFor } from "./thumbnails.ts";
import type { ThumbnailWidth } from "./vocabulary.ts";

/**
 * A picture that is in no cache, small enough to be shown: decoded in a thread and made anew, so that nothing of its bytes
 * reaches a browser. Throws as inspectImage does.
 */
export async function showPicture(params: {
  bytes: Uint8Array;
  /** For errors. */
  name: string;
  width: ThumbnailWidth;
  signal?: AbortSignal | undefined;
}): Promise<ServedPicture> {
  const { width, thumbnails } = await inspectImage(params);
  const wanted = thumbnailFor(width, params.width);
  const made = thumbnails.find((thumbnail) => thumbnail.width === wanted);
  if (!made) throw new AppError("unsupported", `${params.name} cannot be shown small.`);
  return { bytes: made.bytes, contentType: "image/webp", name: "picture.webp" };
}
