/** Pixels of one channel, row by row. */
export type Luma = { width: number; height: number; pixels: Uint8Array };

export const perceptualSide = 32;
export const differenceSize = { width: 9, height: 8 };

const side = 8;

// cosines[frequency * 32 + position]; frequencies 1 to 8, since 0 is only the mean brightness.
const cosines = Float64Array.from({ length: (side + 1) * perceptualSide }, (_, index) => {
  const frequency = Math.floor(index / perceptualSide);
  const position = index % perceptualSide;
  return Math.cos((Math.PI / perceptualSide) * (position + 0.5) * frequency);
});

/**
 * The 64-bit perceptual hash of a 32 × 32 grey picture, as 16 hex digits: which of the 64 lowest frequencies of its
 * cosine transform lie above their median (the hash of pHash.org).
 */
export function perceptualHash({ pixels }: Luma): string {
  const n = perceptualSide;
  const rows = new Float64Array((side + 1) * n);
  for (let y = 0; y < n; y++) {
    for (let u = 1; u <= side; u++) {
      let sum = 0;
      for (let x = 0; x < n; x++) sum += (pixels[y * n + x] ?? 0) * (cosines[u * n + x] ?? 0);
      rows[u * n + y] = sum;
    }
  }
  const values: number[] = [];
  for (let v = 1; v <= side; v++) {
    for (let u = 1; u <= side; u++) {
      let sum = 0;
      for (let y = 0; y < n; y++) sum += (rows[u * n + y] ?? 0) * (cosines[v * n + y] ?? 0);
      values.push(sum);
    }
  }
  const sorted = values.toSorted((a, b) => a - b);
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  // One grey level of rounding moves a frequency by about this much: a plain picture must not hash its own noise.
  const noise = perceptualSide / 2;
  return toHex(values.map((value) => value > median + noise));
}

/** The 64-bit difference hash of a 9 × 8 grey picture: where a pixel is brighter than its left neighbour. */
export function differenceHash({ pixels }: Luma): string {
  const bits: boolean[] = [];
  for (let y = 0; y < differenceSize.height; y++) {
    for (let x = 1; x < differenceSize.width; x++) {
      const at = y * differenceSize.width + x;
      bits.push((pixels[at] ?? 0) > (pixels[at - 1] ?? 0));
    }
  }
  return toHex(bits);
}

function toHex(bits: readonly boolean[]): string {
  const digits = bits.map((bit) => (bit ? "1" : "0")).join("");
  return BigInt(`0b${digits}`).toString(16).padStart(16, "0");
}

/** How many of the 64 bits of two hashes differ. */
export function hammingDistance(a: string, b: string): number {
  let count = 0;
  for (const at of [0, 8]) {
    let different = Number.parseInt(a.slice(at, at + 8), 16) ^ Number.parseInt(b.slice(at, at + 8), 16);
    for (; different !== 0; different &= different - 1) count += 1;
  }
  return count;
}
