import { expect, test } from "vitest";
import { nextPath } from "./next-path.ts";
import { escapes } from "./next-path-escapes.ts";

test("S15: none of 50 addresses leads to another site", () => {
  expect(escapes.length).toBeGreaterThanOrEqual(50);
  for (const payload of escapes) {
    const path = nextPath(payload);
    const url = new URL(path, "https://metarr.example");
    expect(url.origin, JSON.stringify(payload)).toBe("https://metarr.example");
    expect(path, JSON.stringify(payload)).toMatch(/^\/(?!\/)/);
  }
});

test("S15: values that are no text lead home", () => {
  for (const value of [undefined, null, 3, ["//evil.example"], { a: 1 }]) expect(nextPath(value)).toBe("/");
});

test("a page of this site is kept with its filters", () => {
  expect(nextPath("/movies/3?tab=artwork&sort=-year#top")).toBe("/movies/3?tab=artwork&sort=-year#top");
  expect(nextPath("/movies?q=caf%C3%A9%20noir")).toBe("/movies?q=caf%C3%A9%20noir");
});

test("pages that make no sense after signing in lead home", () => {
  for (const path of ["/login", "/login?next=/login", "/setup", "/api/v1/movies"]) expect(nextPath(path)).toBe("/");
});
