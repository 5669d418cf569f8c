import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gridLayout, indexAfterKey, maxCardsInPage } from "./grid-layout.ts";

const posters = { minCardWidthPx: 150, gapPx: 16, cardHeightPx: (width: number) => width * 1.5 + 52 };

describe("the poster grid", () => {
  test("shows two columns on a phone", () => {
    expect(gridLayout({ ...posters, widthPx: 343, windowHeightPx: 812 }).columns).toBe(2);
  });

  test("fills a desktop", () => {
    expect(gridLayout({ ...posters, widthPx: 1192, windowHeightPx: 900 }).columns).toBe(7);
  });

  test("never keeps more than 150 cards in the page, whatever the screen", () => {
    const sizes = fc.record({
      widthPx: fc.integer({ min: 280, max: 8000 }),
      windowHeightPx: fc.integer({ min: 300, max: 4500 }),
    });
    fc.assert(
      fc.property(sizes, (size) => {
        const { columns, rowHeightPx, overscanRows, cardWidthPx } = gridLayout({ ...posters, ...size });
        const rows = Math.ceil(size.windowHeightPx / (rowHeightPx + posters.gapPx)) + 1 + 2 * overscanRows;
        expect(columns * rows).toBeLessThanOrEqual(maxCardsInPage);
        expect(cardWidthPx).toBeGreaterThanOrEqual(Math.min(posters.minCardWidthPx, size.widthPx));
      }),
    );
  });
});

describe("keys in the grid", () => {
  const grid = { columns: 5, count: 23, rowsPerPage: 3 };

  test.each([
    ["ArrowDown", 2, 7],
    ["ArrowUp", 2, 0],
    ["ArrowRight", 22, 22],
    ["PageDown", 4, 19],
    ["End", 4, 22],
    ["Home", 17, 0],
  ])("%s moves from %i to %i", (key, from, to) => {
    expect(indexAfterKey(key, from, grid)).toBe(to);
  });

  test("other keys are left to the page", () => {
    expect(indexAfterKey("x", 3, grid)).toBeUndefined();
  });
});
