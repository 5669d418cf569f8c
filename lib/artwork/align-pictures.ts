/** One channel of a picture, row by row, 0 to 255. */
export type Plane = { width: number; height: number; values: Float32Array };

/**
 * How one picture lies on another, and how its brightness differs. A place (u, v) of the first, -0.5 to 0.5 from its
 * middle, is at (u + stretchX * u + shiftX, …) of the second; `second * gain + offset` is as bright as the first.
 */
export type Alignment = {
  stretchX: number;
  shiftX: number;
  stretchY: number;
  shiftY: number;
  gain: number;
  offset: number;
};

const unmoved: Alignment = { stretchX: 0, shiftX: 0, stretchY: 0, shiftY: 0, gain: 1, offset: 0 };

/** Differences beyond this are of another title or detail: they say little about how the rest lies. */
const robustLevel = 16;

/** At a quarter of the size, at half of it, and at the whole, which costs the most and has the least left to find. */
const roundsOf = [6, 4, 2];

/**
 * Finds how the second picture has to be moved, stretched and brightened to lie on the first: Gauss and Newton's method,
 * from coarse to fine. What it finds for two different pictures means nothing.
 */
export function alignPictures(first: Plane, second: Plane): Alignment {
  const pyramid: [Plane, Plane][] = [[first, second]];
  while (pyramid.length < roundsOf.length) {
    const [a, b] = pyramid[0] ?? [first, second];
    pyramid.unshift([halve(a), halve(b)]);
  }
  let found = unmoved;
  for (const [level, [a, b]] of pyramid.entries()) {
    for (let round = 0; round < (roundsOf[level] ?? 0); round++) {
      const step = solve(normalEquations(a, b, found));
      if (!step) return found;
      const [stretchX = 0, shiftX = 0, stretchY = 0, shiftY = 0, gain = 0, offset = 0] = step;
      found = {
        stretchX: within(found.stretchX + stretchX, 0.12),
        shiftX: within(found.shiftX + shiftX, 0.08),
        stretchY: within(found.stretchY + stretchY, 0.12),
        shiftY: within(found.shiftY + shiftY, 0.08),
        gain: 1 + within(found.gain + gain - 1, 0.3),
        offset: within(found.offset + offset, 40),
      };
      if (Math.max(...[stretchX, shiftX, stretchY, shiftY].map(Math.abs)) * a.width < 0.02) break;
    }
  }
  return found;
}

const within = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value));

/** Where a pixel of the first lies on the second, in pixels of the second; undefined outside of it. */
export function placeOn(
  alignment: Alignment,
  { x, y, first, second }: { x: number; y: number; first: Plane; second: Plane },
): [x: number, y: number] | undefined {
  const u = (x + 0.5) / first.width - 0.5;
  const v = (y + 0.5) / first.height - 0.5;
  const toX = (0.5 + u + alignment.stretchX * u + alignment.shiftX) * second.width - 0.5;
  const toY = (0.5 + v + alignment.stretchY * v + alignment.shiftY) * second.height - 0.5;
  const isInside = toX >= 0 && toY >= 0 && toX <= second.width - 1 && toY <= second.height - 1;
  return isInside ? [toX, toY] : undefined;
}

/** The value between pixels. */
export function sample({ width, height, values }: Plane, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const [fx, fy] = [x - left, y - top];
  const upper = (values[top * width + left] ?? 0) * (1 - fx) + (values[top * width + right] ?? 0) * fx;
  const lower = (values[bottom * width + left] ?? 0) * (1 - fx) + (values[bottom * width + right] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}

const unknowns = 6;
type Equations = { matrix: Float64Array; right: Float64Array };

function normalEquations(first: Plane, second: Plane, at: Alignment): Equations {
  const matrix = new Float64Array(unknowns * unknowns);
  const right = new Float64Array(unknowns);
  const slopes = new Float64Array(unknowns);
  for (let y = 0; y < first.height; y++) {
    for (let x = 0; x < first.width; x++) {
      const place = placeOn(at, { x, y, first, second });
      if (!place) continue;
      const [toX, toY] = place;
      const value = sample(second, toX, toY);
      const slopeX = slope(second, toX, toY, 0.5, 0) * at.gain * second.width;
      const slopeY = slope(second, toX, toY, 0, 0.5) * at.gain * second.height;
      const u = (x + 0.5) / first.width - 0.5;
      const v = (y + 0.5) / first.height - 0.5;
      slopes.set([slopeX * u, slopeX, slopeY * v, slopeY, value, 1]);
      const error = (first.values[y * first.width + x] ?? 0) - (value * at.gain + at.offset);
      const weight = 1 / (1 + (error / robustLevel) ** 2);
      for (let row = 0; row < unknowns; row++) {
        const weighted = weight * (slopes[row] ?? 0);
        right[row] = (right[row] ?? 0) + weighted * error;
        for (let column = 0; column <= row; column++) {
          const cell = row * unknowns + column;
          matrix[cell] = (matrix[cell] ?? 0) + weighted * (slopes[column] ?? 0);
        }
      }
    }
  }
  return { matrix, right };
}

function slope(plane: Plane, x: number, y: number, dx: number, dy: number): number {
  const clampX = (value: number) => Math.max(0, Math.min(plane.width - 1, value));
  const clampY = (value: number) => Math.max(0, Math.min(plane.height - 1, value));
  const ahead = sample(plane, clampX(x + dx), clampY(y + dy));
  return ahead - sample(plane, clampX(x - dx), clampY(y - dy));
}

/** By Cholesky's method; a little is added to the diagonal, so that plain pictures stay where they are. */
function solve({ matrix, right }: Equations): number[] | undefined {
  const lower = new Float64Array(unknowns * unknowns);
  const cell = (values: Float64Array, row: number, column: number) => values[row * unknowns + column] ?? 0;
  for (let row = 0; row < unknowns; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = cell(matrix, row, column) + (row === column ? cell(matrix, row, row) * 1e-3 + 1e-3 : 0);
      for (let each = 0; each < column; each++) sum -= cell(lower, row, each) * cell(lower, column, each);
      if (row === column && sum <= 0) return undefined;
      lower[row * unknowns + column] = row === column ? Math.sqrt(sum) : sum / cell(lower, column, column);
    }
  }
  const middle: number[] = [];
  for (let row = 0; row < unknowns; row++) {
    let sum = right[row] ?? 0;
    for (let each = 0; each < row; each++) sum -= cell(lower, row, each) * (middle[each] ?? 0);
    middle.push(sum / cell(lower, row, row));
  }
  const result = Array.from({ length: unknowns }, () => 0);
  for (let row = unknowns - 1; row >= 0; row--) {
    let sum = middle[row] ?? 0;
    for (let each = row + 1; each < unknowns; each++) sum -= cell(lower, each, row) * (result[each] ?? 0);
    result[row] = sum / cell(lower, row, row);
  }
  return result;
}

function halve({ width, height, values }: Plane): Plane {
  const half = { width: Math.max(1, width >> 1), height: Math.max(1, height >> 1) };
  const smaller = new Float32Array(half.width * half.height);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const at = 2 * y * width + 2 * x;
      const sum = (values[at] ?? 0) + (values[at + 1] ?? 0) + (values[at + width] ?? 0) + (values[at + width + 1] ?? 0);
      smaller[y * half.width + x] = sum / 4;
    }
  }
  return { ...half, values: smaller };
}
