import { type Alignment, alignPictures, type Plane, placeOn, sample } from "./align-pictures.ts";

/**
 * A small copy of a picture to compare: red, green, blue (flattened) and alpha of each pixel, row by row, in about the
 * picture's own shape.
 */
export type Grid = { width: number; height: number; pixels: Uint8Array };

/** Pixels of a grid: enough to see a title by, few enough to compare two in some milliseconds. */
export const gridPixels = 16_384;

/** How much the shapes of two copies may differ: one may be cropped on two sides only. */
const maxShapeDifference = 0.07;
/** Beyond this it is another cut of the picture, or another brightness, and somebody may want the choice. */
const limits = { stretch: 0.08, shift: 0.05, gain: 0.2, offset: 30 };
/** Mean difference of the worst block. */
const maxBlockDifference = 12;
const blockSide = 7;
/** Of the contrast around a pixel: edges are sharper in the larger of two copies. */
const edgeSlack = 0.3;

/**
 * Whether two pictures are the same but for size, compression, some brightness and a crop of two or three percent. The
 * worst place decides: another title, or none, differs in one place only.
 */
export function isSamePicture(first: Grid, second: Grid): boolean {
  return differenceOf(first, second) <= maxBlockDifference;
}

/** The mean difference of the worst block of two pictures that were laid on each other; infinite when they cannot be. */
function differenceOf(a: Grid, b: Grid): number {
  // Looked at pixel by pixel of the smaller one, which has the details that both have.
  const [first, second] = a.pixels.length <= b.pixels.length ? [a, b] : [b, a];
  const shapes = (first.width * second.height) / (second.width * first.height);
  if (Math.abs(Math.log(shapes)) > maxShapeDifference) return Number.POSITIVE_INFINITY;
  const [one, other] = [toPlanes(first), toPlanes(second)];
  const alignment = alignPictures(one.grey, other.grey);
  if (!isWithinLimits(alignment)) return Number.POSITIVE_INFINITY;
  return worstBlock(differences(one, other, alignment), one.grey);
}

function isWithinLimits({ stretchX, stretchY, shiftX, shiftY, gain, offset }: Alignment): boolean {
  return (
    Math.max(Math.abs(stretchX), Math.abs(stretchY)) <= limits.stretch &&
    Math.max(Math.abs(shiftX), Math.abs(shiftY)) <= limits.shift &&
    Math.abs(gain - 1) <= limits.gain &&
    Math.abs(offset) <= limits.offset
  );
}

type Planes = { grey: Plane; channels: Plane[] };

/** Blurred a little: what one pixel holds is of the scaling, not of the picture. */
function toPlanes({ width, height, pixels }: Grid): Planes {
  const channels = [0, 1, 2, 3].map((channel) => {
    const values = Float32Array.from({ length: width * height }, (_, at) => pixels[at * 4 + channel] ?? 0);
    return blur({ width, height, values });
  });
  const [red, green, blue] = channels.map((plane) => plane.values);
  const values = Float32Array.from(
    { length: width * height },
    (_, at) => 0.299 * (red?.[at] ?? 0) + 0.587 * (green?.[at] ?? 0) + 0.114 * (blue?.[at] ?? 0),
  );
  return { grey: { width, height, values }, channels };
}

function blur({ width, height, values }: Plane): Plane {
  const pass = (from: Float32Array, step: number, count: number, position: (at: number) => number) =>
    from.map((value, at) => {
      const before = position(at) > 0 ? (from[at - step] ?? value) : value;
      const after = position(at) < count - 1 ? (from[at + step] ?? value) : value;
      return (before + 2 * value + after) / 4;
    });
  const across = pass(values, 1, width, (at) => at % width);
  return { width, height, values: pass(across, width, height, (at) => Math.floor(at / width)) };
}

/** How far each pixel of the first is from its place on the second; NaN where the second does not reach. */
function differences(first: Planes, second: Planes, alignment: Alignment): Float32Array {
  const { width, height } = first.grey;
  const result = new Float32Array(width * height).fill(Number.NaN);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = placeOn(alignment, { x, y, first: first.grey, second: second.grey });
      if (!place) continue;
      let most = 0;
      for (const [channel, plane] of first.channels.entries()) {
        const other = second.channels[channel];
        if (!other) continue;
        const value = sample(other, ...place);
        const bright = channel === 3 ? value : Math.min(255, Math.max(0, value * alignment.gain + alignment.offset));
        const difference = Math.abs((plane.values[y * width + x] ?? 0) - bright);
        most = Math.max(most, difference - edgeSlack * contrastAround(plane, x, y));
      }
      result[y * width + x] = most;
    }
  }
  return result;
}

function contrastAround({ width, height, values }: Plane, x: number, y: number): number {
  let least = 255;
  let most = 0;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      const value = values[row * width + column] ?? 0;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  return most - least;
}

function worstBlock(values: Float32Array, { width, height }: { width: number; height: number }): number {
  let worst = 0;
  for (let top = 0; top + blockSide <= height; top += 2) {
    for (let left = 0; left + blockSide <= width; left += 2) {
      let sum = 0;
      for (let y = top; y < top + blockSide; y++) {
        for (let x = left; x < left + blockSide; x++) sum += values[y * width + x] ?? 0;
      }
      // A block that the other picture does not reach wholly holds a NaN, and says nothing.
      if (sum > worst) worst = sum;
    }
  }
  return worst / blockSide ** 2;
}
