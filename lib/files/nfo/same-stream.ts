/** What tells streams of a kind apart. */
const marks = {
  video: ["codec", "width", "height"],
  audio: ["codec", "channels", "language"],
  subtitle: ["codec", "language"],
} as const;

/**
 * Whether two readings are of different streams, as after the file was replaced: several of their marks differ and none is
 * the same. One difference alone is a better reading of the same stream.
 */
export function isOtherStream(kind: keyof typeof marks, a: object, b: object): boolean {
  const [ofA, ofB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const known = marks[kind].filter((mark) => (ofA.get(mark) ?? null) !== null && (ofB.get(mark) ?? null) !== null);
  return known.length > 1 && known.every((mark) => ofA.get(mark) !== ofB.get(mark));
}
