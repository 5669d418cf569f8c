import type { ArtworkType } from "./vocabulary.ts";

type Shape = { width: number; height: number; hasAlpha: boolean };

/** Ratios of width to height, from the widest (docs: artwork types); `alpha`: the picture has to have see-through parts. */
const shapes: readonly { type: ArtworkType; from: number; to: number; alpha?: boolean }[] = [
  { type: "banner", from: 4.8, to: 6.2, alpha: false },
  { type: "clearlogo", from: 1.95, to: 12, alpha: true },
  { type: "clearart", from: 1.6, to: 1.95, alpha: true },
  { type: "fanart", from: 1.6, to: 1.95, alpha: false },
  { type: "discart", from: 0.95, to: 1.05, alpha: true },
  { type: "poster", from: 0.6, to: 0.75 },
];

/**
 * What a picture that says nothing by its name is likely to be, by its shape alone; undefined when it fits nothing.
 * A wide picture is taken for fanart: a landscape, which has the title on it, has the same shape.
 */
export function guessPictureType({ width, height, hasAlpha }: Shape): ArtworkType | undefined {
  const ratio = width / height;
  const fits = ({ from, to, alpha = hasAlpha }: (typeof shapes)[number]) =>
    ratio > from && ratio < to && alpha === hasAlpha;
  return shapes.find(fits)?.type;
}

/**
 * What a picture with a vague name (`folder`, `thumb`) is: a poster, a banner or a landscape by its shape. Posters are
 * taken with some patience, other shapes not at all.
 */
export function typeByShape(meant: ArtworkType, size: { width: number; height: number }): ArtworkType | undefined {
  const guess = guessPictureType({ ...size, hasAlpha: false });
  if (guess === "fanart") return "landscape";
  if (guess !== undefined) return guess;
  return meant === "poster" && size.width / size.height < 0.85 ? "poster" : undefined;
}
