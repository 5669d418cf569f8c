import { expect, test } from "vitest";
import { movieEditSchema } from "#lib/movies/vocabulary.ts";
import { seriesEditSchema } from "#lib/series/edit-vocabulary.ts";
import { eachNameOnce, splitNames } from "./vocabulary.ts";

test("a name is kept once whatever its case, as it was there first", () => {
  expect(eachNameOnce(["Action", " action ", "", "Drama", "ACTION", "drama"])).toEqual(["Action", "Drama"]);
});

test.each([
  ["Noir", { names: [], rest: "Noir" }],
  ["Noir,", { names: ["Noir"], rest: "" }],
  ["Noir, Drama", { names: ["Noir"], rest: "Drama" }],
  ["Noir\r\nDrama\n", { names: ["Noir", "Drama"], rest: "" }],
  ["Science fiction, Film noir,", { names: ["Science fiction", " Film noir"], rest: "" }],
  [" a", { names: [], rest: " a" }],
  ["", { names: [], rest: "" }],
])("%j is read as %j", (text, read) => {
  expect(splitNames(text)).toEqual(read);
});

test.each([
  ["film", movieEditSchema],
  ["series", seriesEditSchema],
] as const)("the server drops doubles of a %s too", (_what, schema) => {
  const lists = { genres: ["Action", "action", "Noir"], tags: ["x", "X"], countries: ["Italy", "ITALY"] };
  expect(schema.parse(lists)).toEqual({ genres: ["Action", "Noir"], tags: ["x"], countries: ["Italy"] });
});
