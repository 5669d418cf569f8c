import { expect, test } from "vitest";
import { languageName, regionName } from "./describe-codes.ts";

test("codes have names, in any case", () => {
  expect([languageName("de"), languageName(" EN ")]).toEqual(["German", "English"]);
  expect([regionName("us"), regionName("DE")]).toEqual(["United States", "Germany"]);
});

test("what is no code has no name", () => {
  expect([languageName(""), languageName("d"), languageName("deu"), languageName("1!")]).toEqual(
    Array(4).fill(undefined),
  );
  expect(regionName("Q")).toBeUndefined();
});
