import { expect, test } from "vitest";
import { changedOf, sentOf, typedOf, withTyped } from "./drafts.ts";

const year = { field: "year", kind: "year", value: 1995 } as const;
const genres = { field: "genres", kind: "list", value: ["Crime"] } as const;

test("typing keeps what stood there when it began, also when others save meanwhile", () => {
  const first = withTyped({}, year, "1996");
  const second = withTyped(first, { ...year, value: 2000 }, "1997");
  expect(second).toEqual({ year: { typed: "1997", seen: 1995 } });
});

test("back at what is saved, nothing is changed", () => {
  const drafts = withTyped(withTyped({}, year, "1996"), year, "1995");
  expect(drafts).toEqual({});
  expect(withTyped(withTyped({}, genres, ["Crime", "Drama"]), genres, ["Crime"])).toEqual({});
});

test("what somebody else saved the same way is no change any more", () => {
  const drafts = withTyped({}, year, "1996");
  expect(changedOf(drafts, [year]).map(({ field }) => field)).toEqual(["year"]);
  expect(changedOf(drafts, [{ ...year, value: 1996 }])).toEqual([]);
});

test("numbers are sent as numbers, with a comma too; nonsense is left to be refused", () => {
  expect([sentOf("1995", "year"), sentOf("7,5", "rating"), sentOf("ten", "minutes"), sentOf(" ", "year")]).toEqual([
    1995,
    7.5,
    "ten",
    " ",
  ]);
});

test("an empty list and an empty field stand in their controls", () => {
  expect([typedOf(null, "list"), typedOf(null, "text"), typedOf(128, "minutes")]).toEqual([[], "", "128"]);
});
