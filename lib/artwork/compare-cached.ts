import { isAppError } from "#lib/errors.ts";
import { isMissing } from "#lib/files/disk-error.ts";
import { compareLooks, type Look, lookAt } from "./look.ts";
import { readStored, thumbnailPath } from "./store.ts";
import { thumbnailFor } from "./thumbnails.ts";

/** A picture in the cache, by the hash of its bytes and its width. */
export type CachedPicture = { hash: string; width: number };

/** Of the thumbnails that are compared. */
const comparedWidth = 300;

/**
 * Whether two cached pictures are the same, decided by their thumbnails. Only for pictures whose hashes are near: where a
 * thumbnail is gone there is nothing else to go by, and they count as the same.
 */
export async function isSameCached(a: CachedPicture, b: CachedPicture, signal?: AbortSignal): Promise<boolean> {
  if (a.hash === b.hash) return true;
  const [one, other] = await Promise.all([lookAtCached(a, signal), lookAtCached(b, signal)]);
  return one === undefined || other === undefined || compareLooks(one, other, signal);
}

/** What a cached picture looks like, by its thumbnail; undefined when that is gone or damaged. */
export async function lookAtCached({ hash, width }: CachedPicture, signal?: AbortSignal): Promise<Look | undefined> {
  try {
    const bytes = await readStored(thumbnailPath(hash, thumbnailFor(width, comparedWidth)));
    return await lookAt({ bytes, name: `The thumbnail of ${hash.slice(0, 12)}`, signal });
  } catch (error) {
    const isOfNoUse = isMissing(error instanceof Error ? error.cause : error) || isAppError(error, "invalid");
    if (isOfNoUse) return undefined;
    throw error;
  }
}
