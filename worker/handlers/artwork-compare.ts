import { compareArtwork } from "#lib/artwork/compare-artwork.ts";
import type { Handler } from "../handler.ts";
import { askProvider, unlessGone } from "../provider-outcome.ts";

/** Finds which of an item's pictures are the same, so that a picker shows each once. */
export const artworkCompare: Handler<"artwork.compare"> = async ({ db, payload, signal, progress, assertOwned }) => {
  const onProgress = (done: number, total: number) => progress((100 * done) / total, `${done} of ${total} pictures`);
  const result = await unlessGone(() => compareArtwork(db, { ...payload, signal, assertOwned, onProgress }));
  if (!result) return { skipped: "The item is no longer in Metarr." };
  const { trouble, ...counts } = result;
  // What could be seen is grouped; the rest is asked for again.
  if (trouble !== undefined) await askProvider(() => Promise.reject(trouble));
  return counts;
};
