import { expect, test } from "vitest";
import { bytesInWords } from "./vocabulary.ts";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1 KB"],
  [1536, "1.5 KB"],
  [20 * 1024 ** 2, "20 MB"],
  [2.25 * 1024 ** 4, "2.3 TB"],
])("%s bytes are %s", (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
