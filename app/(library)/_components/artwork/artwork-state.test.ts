import { expect, test } from "vitest";
import { afterBlock, afterPick, afterUnpick, chosenIds } from "./artwork-state.ts";
import { aCandidate } from "./testing-candidate.ts";

const candidate = (candidateId: number, rank: number | null = null) =>
  aCandidate(candidateId, { isSelected: rank !== null, rank });
const five = [candidate(1, 1), candidate(2, 2), candidate(3, 3), candidate(4), candidate(5)];

test("a picked picture comes first and the last of a full type goes", () => {
  expect(chosenIds(afterPick(five, 5, 3))).toEqual([5, 1, 2]);
  expect(chosenIds(afterPick(five, 2, 3))).toEqual([2, 1, 3]);
  expect(chosenIds(afterPick(five, 4, 1))).toEqual([4]);
});

test("places in the grid stay until the server answers", () => {
  expect(afterPick(five, 5, 3).map(({ candidateId }) => candidateId)).toEqual([1, 2, 3, 4, 5]);
});

test("what is taken out or blocked is chosen no more, and the others move up", () => {
  expect(afterUnpick(five, 1).map(({ rank }) => rank)).toEqual([null, 1, 2, null, null]);
  expect(chosenIds(afterBlock(five, 2, true))).toEqual([1, 3]);
  expect(afterBlock(five, 5, true).at(-1)?.isBlocked).toBe(true);
});

test("picking a blocked picture allows it again", () => {
  expect(afterPick(afterBlock(five, 5, true), 5, 1).at(-1)).toMatchObject({ isBlocked: false, isSelected: true });
});
