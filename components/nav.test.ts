import { expect, test } from "vitest";
import { isAt } from "./nav.ts";

test("a page below a place belongs to it", () => {
  expect(isAt("/movies/12/artwork", "/movies")).toBe(true);
});

test("the dashboard is only itself", () => {
  expect(isAt("/movies", "/")).toBe(false);
  expect(isAt("/", "/")).toBe(true);
});

test("a longer word is another place", () => {
  expect(isAt("/movies-old", "/movies")).toBe(false);
});
