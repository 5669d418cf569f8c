import { expect, test } from "vitest";
import { describeScan } from "./describe-scan.ts";

const none = { filesSeen: 0, added: 0, changed: 0, moved: 0, missing: 0 };

test.each([
  [{ ...none, filesSeen: 1200 }, "nothing new, 1,200 files seen"],
  [{ ...none, filesSeen: 1, added: 1 }, "1 added, 1 file seen"],
  [
    { filesSeen: 9, added: 1, changed: 2, moved: 3, missing: 4 },
    "1 added, 2 changed, 3 moved, 4 missing, 9 files seen",
  ],
])("%o is told as %s", (counts, words) => {
  expect(describeScan(counts)).toBe(words);
});
