import { expect, test } from "vitest";
import { pressGate } from "./press-gate.ts";

type Given = [detail: number, timeStamp: number, clientY?: number][];

test.each<{ case: string; presses: Given; meant: boolean[] }>([
  { case: "a single press", presses: [[1, 10]], meant: [true] },
  // biome-ignore format: one press a line says no more
  { case: "a double and a triple press", presses: [[1, 0], [2, 150], [3, 300]], meant: [true, false, false] },
  // biome-ignore format: as above
  { case: "a slow double press, as some people set it", presses: [[1, 0], [2, 850]], meant: [true, false] },
  // biome-ignore format: as above
  { case: "a double tap, each counted as the first", presses: [[1, 0], [1, 200, 12]], meant: [true, false] },
  // biome-ignore format: as above
  { case: "two presses of two places", presses: [[1, 0], [1, 200, 57]], meant: [true, true] },
  // biome-ignore format: as above
  { case: "one press after the other", presses: [[1, 0], [1, 500], [1, 1_100]], meant: [true, true, true] },
  // biome-ignore format: as above
  { case: "keys, which are never counted", presses: [[0, 0], [0, 100]], meant: [true, true] },
])("$case", ({ presses, meant }) => {
  const isMeant = pressGate();
  const told = presses.map(([detail, timeStamp, clientY = 0]) => isMeant({ detail, timeStamp, clientX: 0, clientY }));
  expect(told).toEqual(meant);
});
