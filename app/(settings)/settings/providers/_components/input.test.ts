import { expect, test } from "vitest";
import { languagesInput, matchInput, orderInput, ownOrderInput, providerInput } from "./input.ts";

const form = {
  provider: "omdb",
  enabled: true,
  apiKey: "",
  secondKey: "",
  baseUrl: "",
  imageBaseUrl: "",
  ratePerSecond: "",
  requestsPerDay: "",
  ownLanguage: "",
  ownRegion: "",
  ownFallbackLanguages: "",
};
const locale = { language: "", region: "", fallbackLanguages: "" };
type Parsed = { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined };
const problemsOf = ({ error }: Parsed) => error?.issues.map(({ path, message }) => [path.join("."), message]);

test("what is empty means the default", () => {
  expect(providerInput.parse(form)).toMatchObject({ apiKey: null, baseUrl: null, ratePerSecond: null });
  expect(languagesInput.parse(locale)).toEqual({ language: null, region: null, fallbackLanguages: null });
});

test("spaces around a value and the case of codes do not matter", () => {
  const read = providerInput.parse({ ...form, apiKey: " abc ", ratePerSecond: " 2,5", requestsPerDay: "5000" });
  expect(read).toMatchObject({ apiKey: "abc", ratePerSecond: 2.5, requestsPerDay: 5000 });
  expect(languagesInput.parse({ language: "DE", region: "de", fallbackLanguages: "EN, fr en" })).toEqual({
    language: "de",
    region: "DE",
    fallbackLanguages: ["en", "fr"],
  });
  expect(languagesInput.parse({ ...locale, fallbackLanguages: "none" }).fallbackLanguages).toEqual([]);
});

test("a provider's own languages are read like those of libraries; empty means the library's", () => {
  expect(providerInput.parse(form)).toMatchObject({ ownLanguage: null, ownRegion: null, ownFallbackLanguages: null });
  const typed = { ownLanguage: "DE", ownRegion: "at", ownFallbackLanguages: "none" };
  expect(providerInput.parse({ ...form, ...typed })).toMatchObject({
    ownLanguage: "de",
    ownRegion: "AT",
    ownFallbackLanguages: [],
  });
});

const wholeAddress = "Write the whole address, such as https://api.example.org.";
test.each([
  ["baseUrl", "api.themoviedb.org", wholeAddress],
  ["baseUrl", "ftp://api.themoviedb.org", wholeAddress],
  ["imageBaseUrl", "pictures", wholeAddress],
  ["apiKey", "two words", "A key has no spaces. Copy it once more."],
  ["secondKey", "two words", "A key has no spaces. Copy it once more."],
  ["ratePerSecond", "many", "Write a number from 0.1 to 50."],
  ["ratePerSecond", "500", "Write a number from 0.1 to 50."],
  ["ownLanguage", "german", "Use two letters, such as en or de."],
  ["ownRegion", "Germany", "Use two letters, such as US or DE."],
  ["requestsPerDay", "1.5", "Write a whole number from 1 to 1,000,000."],
])("%s does not take %s, and says so in plain words", (field, value, message) => {
  expect(problemsOf(providerInput.safeParse({ ...form, [field]: value }))).toEqual([[field, message]]);
});

test.each([
  ["language", "deu", "language", "Use two letters, such as en or de."],
  ["region", "1", "region", "Use two letters, such as US or DE."],
  [
    "fallbackLanguages",
    "en german",
    "fallbackLanguages.1",
    "Use two letters each, such as en, de. Write none for no other language.",
  ],
])("%s does not take %s", (field, value, path, message) => {
  expect(problemsOf(languagesInput.safeParse({ ...locale, [field]: value }))).toEqual([[path, message]]);
});

test("orders name providers, fields and types of artwork that there are", () => {
  expect(orderInput.safeParse({ kind: "movie", order: ["omdb", "tmdb"] }).success).toBe(true);
  expect(orderInput.safeParse({ kind: "movie", order: ["imdb"] }).success).toBe(false);
  expect(orderInput.safeParse({ kind: "movie", order: [] }).success).toBe(false);
  expect(ownOrderInput.safeParse({ list: "fields", id: "movie.plot", order: null }).success).toBe(true);
  expect(ownOrderInput.safeParse({ list: "fields", id: "movie.tmdbId", order: ["omdb"] }).success).toBe(false);
  expect(ownOrderInput.safeParse({ list: "artwork", id: "clearlogo", order: ["fanart"] }).success).toBe(true);
  expect(ownOrderInput.safeParse({ list: "artwork", id: "movie.plot", order: ["fanart"] }).success).toBe(false);
});

test("thresholds have bounds", () => {
  expect(matchInput.safeParse({ acceptScore: "40", margin: "60", rating: "imdb" }).error?.issues).toHaveLength(2);
  expect(matchInput.parse({ acceptScore: "90", margin: "", rating: "imdb" })).toEqual({
    acceptScore: 90,
    margin: null,
    rating: "imdb",
  });
});
