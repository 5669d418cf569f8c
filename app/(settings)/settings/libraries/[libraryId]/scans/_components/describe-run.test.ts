import { expect, test } from "vitest";
import { describeCounts, describeSeen, durationOf } from "./describe-run.ts";

const none = { added: 0, changed: 0, moved: 0, missing: 0, returned: 0, removed: 0, skipped: 0 };
const seen = { filesSeen: 1204, foldersSeen: 1, foldersChanged: 0 };

test("counts are told in their order, without zeros", () => {
  expect(describeCounts({ ...none, ...seen })).toBe("nothing new");
  expect(describeCounts({ ...none, ...seen, skipped: 2, added: 1000, missing: 1, returned: 3 })).toBe(
    "1,000 added, 3 returned, 1 missing, 2 skipped",
  );
  expect(describeSeen({ ...none, ...seen })).toBe("1,204 files in 1 folder, 0 of them read");
});

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [4_249, "4.2 s"],
  [125_400, "2 min 5 s"],
])("%d ms is %j", (ms, text) => {
  expect(durationOf({ startedAt: new Date(0), finishedAt: new Date(ms) })).toBe(text);
});

test("a scan that runs has no duration yet", () =>
  expect(durationOf({ startedAt: new Date(0), finishedAt: null })).toBeUndefined());
