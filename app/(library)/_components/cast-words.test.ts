import { describe, expect, test } from "vitest";
import { describeCastChange, namesOfCast } from "./cast-words.ts";

type Credit = { role: string | null; roleLocked: boolean; removed: boolean; placeLocked: boolean };
const idOf = new Map<string, number>();
/** Somebody as the history keeps them; the same name is the same person. */
const who = (name: string, values: Partial<Credit> = {}) => {
  if (!idOf.has(name)) idOf.set(name, idOf.size + 1);
  const standard = { role: `As ${name}`, actorOrder: null, roleLocked: false, removed: false, placeLocked: false };
  return { name, actorId: idOf.get(name), ...standard, ...values };
};
const [ann, bea, cleo, dora, eve] = [who("Ann"), who("Bea"), who("Cleo"), who("Dora"), who("Eve")];
const out = { removed: true };

describe("a change of a cast says", () => {
  test.each([
    ["who came", [ann], [ann, bea], "Added: Bea"],
    ["who came first", [], [ann], "Added: Ann"],
    ["who was taken out", [ann, bea], [ann, who("Bea", out)], "Removed: Bea"],
    ["whom a provider names no longer", [ann, bea], [bea], "Removed: Ann"],
    ["who was restored", [who("Ann", out), bea], [ann, bea], "Restored: Ann"],
    ["who went in the place of whom", [ann, bea], [ann, cleo], "Added: Cleo · Removed: Bea"],
    ["who is the third of three that moved up", [ann, bea, cleo], [cleo, ann, bea], "Cleo moved from place 3 to 1"],
    ["who moved down", [ann, bea, cleo], [bea, cleo, ann], "Ann moved from place 1 to 3"],
    ["of two neighbours who moved up", [ann, bea, cleo], [ann, cleo, bea], "Cleo moved from place 3 to 2"],
    ["that many moved", [ann, bea, cleo, dora, eve], [eve, dora, cleo, bea, ann], "Order changed"],
    ["no move where one between went", [ann, bea, cleo], [ann, who("Bea", out), cleo], "Removed: Bea"],
    [
      "places without those who are out",
      [ann, who("Bea", out), cleo, dora],
      [dora, ann, who("Bea", out), cleo],
      "Dora moved from place 3 to 1",
    ],
    [
      "which role changed",
      [ann],
      [who("Ann", { role: "The hero", roleLocked: true })],
      "Role of Ann: from “As Ann” to “The hero”",
    ],
    ["that a role went", [ann], [who("Ann", { role: null })], "Role of Ann: from “As Ann” to none"],
    [
      "several roles in one list",
      [who("Ann", { role: null }), bea],
      [ann, who("Bea", { role: "X" })],
      "Roles: Ann from none to “As Ann”, Bea from “As Bea” to “X”",
    ],
    ["a lock of a role", [ann, bea], [who("Ann", { roleLocked: true }), bea], "Roles locked: Ann"],
    ["an open lock of a role", [who("Ann", { roleLocked: true })], [ann], "Roles unlocked: Ann"],
    ["the lock of the order", [ann, bea], [ann, bea].map((one) => ({ ...one, placeLocked: true })), "Order locked"],
    ["nothing of locks that came with more", [ann], [who("Ann", { roleLocked: true }), bea], "Added: Bea"],
    ["that nothing shows", [ann, who("Bea", out)], [ann], "Nobody came, went or moved"],
  ])("%s", (_what, before, after, words) => {
    expect(describeCastChange(before, after)).toBe(words);
  });

  test("the first three of many, and how many more", () => {
    const many = Array.from({ length: 14 }, (_, index) => who(`Person ${index + 1}`));
    expect(describeCastChange([ann, bea], many)).toBe(
      "Added: Person 1, Person 2, Person 3 and 11 more · Removed: Ann, Bea",
    );
  });

  test("a long role up to a length that can be read", () => {
    const words = describeCastChange([ann], [who("Ann", { role: "x".repeat(500) })]);
    expect(words).toBe(`Role of Ann: from “As Ann” to “${"x".repeat(60)}…”`);
  });

  test("the same from a first cast, which has no roles", () => {
    const first = [ann, bea].map(({ name, actorId }) => ({ name, actorId }));
    expect(describeCastChange(first, [who("Ann", out), bea])).toBe("Removed: Ann");
  });

  test("nothing where one of them is no cast", () => {
    expect(describeCastChange(null, [ann])).toBeUndefined();
  });
});

test.each([
  [null, "none"],
  [[ann, who("Bea", out)], "Ann"],
  [["Ann", "Bea", "Cleo", "Dora", "Eve"], "Ann, Bea, Cleo, Dora and 1 more"],
])("the cast %j is named %s", (cast, words) => {
  expect(namesOfCast(cast)).toBe(words);
});
