import { expect, test } from "vitest";
import { matchInput, tmdbInput } from "./input.ts";

const form = { enabled: true, apiKey: "", baseUrl: "", imageBaseUrl: "", language: "", region: "", ratePerSecond: "" };
const problemOf = (input: Partial<Record<keyof typeof form, string>>) => {
  const parsed = tmdbInput.safeParse({ ...form, ...input });
  return parsed.error?.issues.map(({ path, message }) => [path.join("."), message]);
};

test("what is empty means the default", () => {
  expect(tmdbInput.parse(form)).toMatchObject({ apiKey: null, baseUrl: null, ratePerSecond: null });
});

test("spaces around a value and the case of codes do not matter", () => {
  const read = tmdbInput.parse({ ...form, apiKey: " abc ", language: "DE", region: "de", ratePerSecond: " 2,5" });
  expect(read).toMatchObject({ apiKey: "abc", language: "de", region: "DE", ratePerSecond: 2.5 });
});

test.each([
  ["baseUrl", "api.themoviedb.org", "Write the whole address, such as https://api.themoviedb.org/3."],
  ["baseUrl", "ftp://api.themoviedb.org", "Write the whole address, such as https://api.themoviedb.org/3."],
  ["imageBaseUrl", "pictures", "Write the whole address, such as https://image.tmdb.org/t/p."],
  ["apiKey", "two words", "A key has no spaces. Copy it once more."],
  ["language", "deu", "Use two letters, such as en or de."],
  ["region", "1", "Use two letters, such as US or DE."],
  ["ratePerSecond", "many", "Write a number from 0.1 to 50."],
  ["ratePerSecond", "500", "Write a number from 0.1 to 50."],
])("%s does not take %s, and says so in plain words", (field, value, message) => {
  expect(problemOf({ [field]: value })).toEqual([[field, message]]);
});

test("thresholds have bounds", () => {
  expect(matchInput.safeParse({ acceptScore: "40", margin: "60", rating: "imdb" }).error?.issues).toHaveLength(2);
  expect(matchInput.parse({ acceptScore: "90", margin: "", rating: "imdb" })).toEqual({
    acceptScore: 90,
    margin: null,
    rating: "imdb",
  });
});
