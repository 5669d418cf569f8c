import { hammingDistance } from "./picture-hashes.ts";
import { nearDuplicateBits } from "./vocabulary.ts";

/** The hashes of a picture; null where they were never made. */
export type Hashes = { perceptualHash: string | null; differenceHash: string | null };

/**
 * Whether two pictures are near enough to be looked at: at most 6 of 64 bits of either hash differ. That alone does not
 * make them the same: 64 bits do not tell a title from another.
 */
export function mayBeSame(a: Hashes, b: Hashes): boolean {
  return isNear(a.perceptualHash, b.perceptualHash) || isNear(a.differenceHash, b.differenceHash);
}

const isNear = (a: string | null, b: string | null) =>
  a !== null && b !== null && hammingDistance(a, b) <= nearDuplicateBits;
