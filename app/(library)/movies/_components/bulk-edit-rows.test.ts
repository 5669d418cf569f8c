import { describe, expect, test } from "vitest";
import { editOf, freeChoices, newRow } from "./bulk-edit-rows.ts";

describe("the rows of an edit of many films", () => {
  test("become what is sent", () => {
    const rows = [
      { ...newRow(1, "tags"), names: ["a", "b"] },
      { ...newRow(2, "genres"), way: "set" },
      { ...newRow(3, "userRating"), text: "7,5" },
      { ...newRow(4, "collection"), way: "empty" },
      { ...newRow(5, "lock"), text: "plot" },
      { ...newRow(6, "lock"), way: "unlock", text: "year" },
    ];
    expect(editOf(rows)).toEqual({
      edit: {
        lists: { tags: { way: "add", names: ["a", "b"] }, genres: { way: "set", names: [] } },
        values: { userRating: 7.5, collection: null },
        lock: ["plot"],
        unlock: ["year"],
      },
    });
  });

  test.each([
    [newRow(1, "tags"), "Type a name for Tags."],
    [newRow(1, "contentRating"), "Type a value for Certification."],
    [{ ...newRow(1, "userRating"), text: "eleven" }, "A rating is 0 to 10."],
  ])("%j says what is missing", (row, problem) => {
    expect(editOf([row])).toEqual({ problem });
  });

  test("change each field once, and any number of locks", () => {
    const [tags, lock] = [newRow(1, "tags"), newRow(2, "lock")];
    const choices = freeChoices([tags, lock, newRow(3, "genres")], tags).map(({ value }) => value);
    expect(choices).toContain("tags");
    expect(choices).toContain("lock");
    expect(choices).not.toContain("genres");
  });
});
