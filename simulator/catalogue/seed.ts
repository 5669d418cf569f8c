/** A 32-bit FNV-1a hash: the same text gives the same number on every machine, which keeps ids and pictures stable. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const unit of text) {
    hash ^= unit.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A repeatable source of numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** 24 hexadecimal digits, the form of TMDB's credit and video ids. */
export function objectId(text: string): string {
  return [0, 1, 2].map((part) => hashText(`${part}:${text}`).toString(16).padStart(8, "0")).join("");
}
