import { expect, test } from "vitest";
import { mostScale, panBy, wholeView, zoomAt } from "./zoom-view.ts";

test("what lies under the pointer stays there", () => {
  const at = { x: 0.25, y: -0.25 };
  const view = zoomAt(wholeView, 2, at);
  expect(view).toEqual({ scale: 2, x: -0.25, y: 0.25 });
  // The point of the picture under the pointer, before and after.
  expect((at.x - view.x) / view.scale).toBe(at.x);
});

test("a picture is never smaller than it fits, nor larger than eight times", () => {
  expect(zoomAt(wholeView, 0.5)).toEqual(wholeView);
  expect(zoomAt(wholeView, 100).scale).toBe(mostScale);
  expect(zoomAt(zoomAt(wholeView, 4, { x: 0.4, y: 0.4 }), 0.01)).toEqual(wholeView);
});

test("it moves as far as its edges, and not at all when it is whole", () => {
  expect(panBy(wholeView, { x: 1, y: 1 })).toEqual(wholeView);
  expect(panBy(zoomAt(wholeView, 3), { x: 5, y: -5 })).toEqual({ scale: 3, x: 1, y: -1 });
});
