import { expect, test } from "vitest";
import { editHref } from "./edit-href.ts";

test("a season and an episode are edited in their own form, everything else in that of the series", () => {
  const at = "/series/12";
  expect(editHref(12, at)).toBe("/series/12/edit");
  expect(editHref(12, `${at}/history`)).toBe("/series/12/edit");
  expect(editHref(12, `${at}/seasons/0`)).toBe("/series/12/seasons/0/edit");
  expect(editHref(12, `${at}/seasons/3/episodes/14`)).toBe("/series/12/seasons/3/episodes/14/edit");
  expect(editHref(12, `${at}/seasons/3/episodes/14/edit`)).toBe("/series/12/seasons/3/episodes/14/edit");
});
