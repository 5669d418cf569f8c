import { describe, expect, test } from "vitest";
import { guessPictureType, typeByShape } from "./local-shape.ts";

describe("a picture without a name", () => {
  test.each([
    [1000, 1500, false, "poster"],
    [1000, 1426, true, "poster"],
    [1920, 1080, false, "fanart"],
    [1000, 562, true, "clearart"],
    [1000, 185, false, "banner"],
    [758, 140, false, "banner"],
    [800, 310, true, "clearlogo"],
    [1000, 185, true, "clearlogo"],
    [1000, 1000, true, "discart"],
    [1000, 1000, false, undefined],
    [800, 310, false, undefined],
    [1024, 768, false, undefined],
    [100, 3000, false, undefined],
  ])("of %i × %i, alpha %s: %s", (width, height, hasAlpha, expected) => {
    expect(guessPictureType({ width, height, hasAlpha })).toBe(expected);
  });
});

test.each([
  ["poster", 1000, 1500, "poster"],
  ["poster", 800, 1000, "poster"],
  ["poster", 1920, 1080, "landscape"],
  ["poster", 1000, 185, "banner"],
  ["poster", 1000, 1000, undefined],
  ["landscape", 1000, 1500, "poster"],
  ["landscape", 800, 1000, undefined],
] as const)("a vague name meant as %s of %i × %i: %s", (meant, width, height, expected) => {
  expect(typeByShape(meant, { width, height })).toBe(expected);
});
