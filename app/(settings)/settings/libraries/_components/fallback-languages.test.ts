import { expect, test } from "vitest";
import { readLanguages, writeLanguages } from "./fallback-languages.ts";

test.each([
  ["", null, ""],
  [" de ; ", ["de", ";"], "de, ;"],
  ["DE, en de", ["de", "en"], "de, en"],
  ["none", [], "none"],
  ["none de", ["de"], "de"],
])("%j is read as %j and written as %j", (text, languages, written) => {
  expect(readLanguages(text)).toEqual(languages);
  expect(writeLanguages(languages)).toBe(written);
});
