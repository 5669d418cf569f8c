import { expect, test } from "vitest";
import { findUnusedExports } from "./unused-exports.ts";

const unusedOf = (files: Record<string, string>) =>
  findUnusedExports(new Map(Object.entries(files))).map((problem) => problem.split(" is exported")[0]);

const code = "export function sum() {}\n";

test("what only tests and their helpers call is unused", () => {
  const callers = { "lib/sum.test.ts": "sum();", "lib/testing.ts": "sum();", "lib/files/testing/child.ts": "sum();" };
  expect(unusedOf({ "lib/sum.ts": code, ...callers })).toEqual(["lib/sum.ts: sum"]);
  expect(unusedOf({ "lib/sum.ts": code, ...callers, "lib/all.ts": "sum();" })).toEqual([]);
});

test("a part that a test looks at is used by its own file, and not by a comment there", () => {
  const caller = { "lib/sum.test.ts": "sum();" };
  expect(unusedOf({ "lib/sum.ts": `${code}const three = sum();`, ...caller })).toEqual([]);
  expect(unusedOf({ "lib/sum.ts": `/** Made by sum. */\n${code}// sum`, ...caller })).toEqual(["lib/sum.ts: sum"]);
});

test("what tests share may be used by tests alone, and by one of them at least", () => {
  expect(unusedOf({ "lib/testing-sums.ts": code, "lib/sum.test.ts": "sum();" })).toEqual([]);
  expect(unusedOf({ "lib/testing-sums.ts": code })).toEqual(["lib/testing-sums.ts: sum"]);
});
