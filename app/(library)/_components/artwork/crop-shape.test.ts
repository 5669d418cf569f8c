import { expect, test } from "vitest";
import { isOffShape, largestFrame, moveFrame, pixelsOf, scaleFrame } from "./crop-shape.ts";

const poster = { width: 2000, height: 3000 };

test.each([
  [{ width: 1000, height: 1500 }, false],
  [{ width: 1019, height: 1500 }, false],
  [{ width: 1021, height: 1500 }, true],
  [{ width: 1000, height: 1529 }, false],
  [{ width: 1000, height: 1531 }, true],
  [{ width: 1920, height: 1080 }, true],
])("%o is off by more than 2 percent: %s", (size, expected) => {
  expect(isOffShape(size, poster)).toBe(expected);
});

test.each([
  [
    { width: 1200, height: 1200 },
    { x: 200, y: 0, width: 800, height: 1200 },
  ],
  [
    { width: 1000, height: 2000 },
    { x: 0, y: 250, width: 1000, height: 1500 },
  ],
  [
    { width: 1000, height: 1500 },
    { x: 0, y: 0, width: 1000, height: 1500 },
  ],
])("the largest frame in %o is as wide or as high as the picture, in the middle", (size, expected) => {
  expect(pixelsOf(largestFrame(size, poster), size)).toEqual(expected);
});

test("a frame moves as far as the edges, shrinks around its middle, and keeps its shape", () => {
  const size = { width: 1200, height: 1200 };
  const left = moveFrame(largestFrame(size, poster), { x: -1, y: 0.5 });
  expect(pixelsOf(left, size)).toEqual({ x: 0, y: 0, width: 800, height: 1200 });
  const small = scaleFrame(left, { size, ideal: poster, scale: 0.5 });
  expect(pixelsOf(small, size)).toEqual({ x: 200, y: 300, width: 400, height: 600 });
  const grown = scaleFrame(moveFrame(small, { x: 1, y: 1 }), { size, ideal: poster, scale: 1 });
  expect(pixelsOf(grown, size)).toEqual({ x: 400, y: 0, width: 800, height: 1200 });
});
