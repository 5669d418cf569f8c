import { expect, test } from "vitest";
import { languages, nfoLanguage, storedLanguage } from "./languages.ts";

test("there are 183 languages, each with codes of the right length", () => {
  expect(languages.length).toBeGreaterThanOrEqual(183);
  for (const { code, code2b, code2t, name } of languages) {
    expect([code.length, code2b.length, code2t.length], name).toEqual([2, 3, 3]);
  }
  expect(new Set(languages.map(({ code }) => code)).size).toBe(languages.length);
});

test.each([
  ["eng", "en"],
  ["ger", "de"],
  ["deu", "de"],
  ["German", "de"],
  ["pt-BR", "pt"],
  ["zh_Hans", "zh"],
  ["chi", "zh"],
  ["und", null],
  ["", null],
  ["gsw", "gsw"],
  ["ces", "cs"],
  ["cze", "cs"],
  ["English", "en"],
  ["English (US)", "en"],
  ["ENG", "en"],
  ["yue", "zh"],
  ["cmn-Hans-CN", "zh"],
  ["iw", "he"],
  ["tlh-Latn", "tlh"],
  ["zxx", null],
  ["mul", null],
  ["und-US", null],
  ["qaa", null],
  ["<script>", null],
  ["\u0000\u0001", null],
])("%s is stored as %s", (given, stored) => {
  expect(storedLanguage(given)).toBe(stored);
});

test("an NFO holds the bibliographic code of three letters", () => {
  expect(["de", "fr", "ja", "xx"].map(nfoLanguage)).toEqual(["ger", "fre", "jpn", "xx"]);
});
