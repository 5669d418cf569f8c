import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffLines, foldRows, pairLines, sharedEnds } from "./diff-lines.ts";

const short = (before: string, after: string) =>
  diffLines(before, after).map((line) => ({ same: " ", removed: "-", added: "+" })[line.kind] + line.text);

describe("lines", () => {
  test("only what changed is marked", () => {
    expect(
      short("<movie>\n<title>Heat</title>\n</movie>\n", "<movie>\n<title>Heat!</title>\n<year>1995</year>\n</movie>"),
    ).toEqual([" <movie>", "-<title>Heat</title>", "+<title>Heat!</title>", "+<year>1995</year>", " </movie>"]);
  });

  test("a new file is all added", () => {
    expect(short("", "a\nb")).toEqual(["+a", "+b"]);
  });

  test("line ends of Windows are no change", () => {
    expect(short("a\r\nb\r\n", "a\nb\n")).toEqual([" a", " b"]);
  });

  test("both texts can be read back from the difference", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const lines = diffLines(a.join("\n"), b.join("\n"));
        expect(lines.filter((line) => line.kind !== "added").map((line) => line.text)).toEqual(a);
        expect(lines.filter((line) => line.kind !== "removed").map((line) => line.text)).toEqual(b);
      }),
    );
  });
});

describe("rows", () => {
  test("a changed line stands beside its new form", () => {
    const rows = pairLines(diffLines("a\nold\nc", "a\nnew\nc"));
    expect(rows.map((row) => [row.before?.text, row.after?.text])).toEqual([
      ["a", "a"],
      ["old", "new"],
      ["c", "c"],
    ]);
  });

  test("long equal stretches are folded, with three lines kept around a change", () => {
    const before = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const after = before.with(15, "changed");
    const sections = foldRows(pairLines(diffLines(before.join("\n"), after.join("\n"))));
    expect(sections.map((section) => [section.folded, section.rows.length])).toEqual([
      [true, 12],
      [false, 7],
      [true, 11],
    ]);
  });

  test("the shared ends of two lines are found without overlap", () => {
    expect(sharedEnds("<t>aa</t>", "<t>aaa</t>")).toEqual({ start: 5, end: 4 });
  });
});
