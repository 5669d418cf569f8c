import { expect, test } from "vitest";
import { countsOf, type OrderRow, sortRows } from "./order-rows.ts";

const place = { seasonNumber: 1, episodeNumber: 1, title: null };
const row = (episodeId: number, more: Partial<OrderRow>): OrderRow => ({
  episodeId,
  seasonNumber: 1,
  episodeNumber: episodeId,
  file: `${episodeId}.mkv`,
  now: place,
  next: place,
  because: null,
  changes: false,
  ...more,
});

test("files without an episode stand apart, whatever they are now", () => {
  const groups = sortRows([
    row(1, {}),
    row(2, { changes: true }),
    row(3, { next: null, changes: true, because: "The list has no season 1, episode 3." }),
    row(4, { now: null, next: null }),
  ]);
  expect(Object.values(groups).map((list) => list.map(({ episodeId }) => episodeId))).toEqual([[3, 4], [2], [1]]);
  expect(countsOf(groups)).toBe(
    "2 files have no episode in this order, 1 file becomes another episode, 1 file stays what it is.",
  );
  expect(countsOf(sortRows([]))).toBe("There are no files of this series.");
});
