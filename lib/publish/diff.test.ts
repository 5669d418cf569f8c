import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./diff.ts";

const brief = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

test("shows what goes and what comes, in reading order", () => {
  expect(brief("<a>\n1\n2\n</a>\n", "<a>\n1\n3\n4\n</a>\n")).toEqual([" <a>", " 1", "-2", "+3", "+4", " </a>"]);
});

test("a new file is all additions, a removed one all removals", () => {
  expect(brief("", "x\ny\n")).toEqual(["+x", "+y"]);
  expect(brief("x\r\ny", "")).toEqual(["-x", "-y"]);
});

test("lines are numbered on both sides", () => {
  expect(diffLines("a\nb", "b\nc")).toEqual([
    { kind: "removed", text: "a", before: 1, after: null },
    { kind: "same", text: "b", before: 2, after: 1 },
    { kind: "added", text: "c", before: null, after: 2 },
  ]);
});

test("both texts can be read back from any diff", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const side = (skip: string) => lines.filter(({ kind }) => kind !== skip).map((line) => line.text);
      const split = (value: string) => (value === "" ? [] : value.replace(/\n$/, "").split("\n"));
      expect(side("added")).toEqual(split(before));
      expect(side("removed")).toEqual(split(after));
    }),
  );
});

test("two long texts without a common line do not take for ever", () => {
  const lines = (letter: string) => Array.from({ length: 5000 }, (_, index) => `${letter}${index}`).join("\n");
  expect(diffLines(lines("a"), lines("b"))).toHaveLength(10_000);
});
