import { expect, test } from "vitest";
import { z } from "zod";
import { plainIssue } from "./plain-issues.ts";

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: plainIssue }).error?.issues.map(({ message }) => message);

test.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, "This is missing."],
  [z.string(), 7, "This must be a text."],
  [z.coerce.number(), "abc", "This must be a number."],
  [z.int(), 1.5, "This must be a whole number."],
  [z.object({}), [], "This must be an object."],
  [z.string().min(1), "", "This must not be empty."],
  [z.string().max(3), "abcd", "This must have at most 3 characters."],
  [z.array(z.int()).max(1), [1, 2], "This must have at most 1 entry."],
  [z.int().positive(), 0, "This must be more than 0."],
  [z.int().max(2000), 2001, "This must be at most 2,000."],
  [z.enum(["a", "b"]), "c", "This must be one of a, b."],
  [z.literal("a"), "c", "This must be a."],
  [z.url(), "x", "This must be a whole web address."],
  [z.string().regex(/^a/), "x", "This is not written as it must be."],
  [z.strictObject({}), { [`k${"x".repeat(300)}`]: 1 }, `There is no field called k${"x".repeat(199)}….`],
  [z.union([z.int(), z.boolean()]), "x", "This is not valid."],
])("%# in words for people", (schema, value, words) => {
  expect(said(schema, value)).toEqual([words]);
});

test("the words of a schema stay", () => {
  expect(said(z.string("Write a name."), 7)).toEqual(["Write a name."]);
});
