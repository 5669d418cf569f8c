import { expect, test } from "vitest";
import { bytesInWords } from "./in-words.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1500, "1.5 kB"],
  [250_000_000, "250 MB"],
  [8_400_000_000, "8.4 GB"],
  [2_250_000_000_000, "2.3 TB"],
])("%s bytes are %s", (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
