import { expect, test } from "vitest";
import { isLanguage, isRegion } from "./codes.ts";

test("languages and countries are those that there are", () => {
  expect(["en", "de", "ja", "pt", "zh", "cn", "nb"].map(isLanguage)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(isLanguage("xx")).toBe(false);
  expect(["US", "DE", "GB", "BR"].every(isRegion)).toBe(true);
  expect(["ZZ", "QQ"].map(isRegion)).toEqual([false, false]);
});
