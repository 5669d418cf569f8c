import { expect, test } from "vitest";
import type { ShownSetting } from "../queries.ts";
import { cardMarks, purposesOf, refusedText, switchMark, usageMark } from "./describe-provider.ts";

const setting = (value: ShownSetting["value"], problem: string | null = null): ShownSetting => ({
  value,
  problem,
  fromEnv: null,
  fallback: null,
  description: "",
});

test.each([
  ["omdb", { enabled: setting(false), apiKey: setting("••••1234") }, "Off"],
  ["omdb", { enabled: setting(true), apiKey: setting("••••1234") }, "On, key is set"],
  ["omdb", { enabled: setting(true), apiKey: setting(null) }, "No key"],
  ["omdb", { enabled: setting(true), apiKey: setting(null, "broken") }, "Key cannot be read"],
  ["tvmaze", { enabled: setting(true) }, "On, needs no key"],
] as const)("%s says in a word whether it is asked: %#", (provider, shown, label) => {
  expect(switchMark(provider, shown).label).toBe(label);
});

test("one that was never asked has no verdict", () => {
  expect(usageMark({ state: "ready", lastUsedAt: null })).toBeUndefined();
  expect(usageMark({ state: "paused", lastUsedAt: new Date() })).toMatchObject({ tone: "danger" });
});

test.each([
  ["a key that was refused", setting("••••1234"), "refused", ["Refuses its key"]],
  ["a key that was just saved", setting("••••1234"), "untried", ["On, key is set", "Not tried yet"]],
  ["a key that works", setting("••••1234"), "ready", ["On, key is set", "Ready"]],
  ["a request that failed", setting("••••1234"), "failing", ["On, key is set", "Last request failed"]],
  ["no key", setting(null), "ready", ["No key"]],
] as const)("the card says in a line how it is with %s", (_what, apiKey, state, labels) => {
  const usage = { state, lastUsedAt: state === "untried" ? null : new Date() };
  expect(cardMarks("tmdb", { enabled: setting(true), apiKey }, usage).map(({ label }) => label)).toEqual(labels);
  expect(cardMarks("tmdb", { enabled: setting(false), apiKey }, usage).map(({ label }) => label)).toEqual(["Off"]);
});

test("what to do about a refused key depends on where it is given", () => {
  const start = "TMDB refuses this key. ";
  expect(refusedText("tmdb", { fromEnv: null })).toBe(`${start}Type another one, or test this one again.`);
  expect(refusedText("tmdb", { fromEnv: "TMDB_API_KEY" })).toBe(
    `${start}Put another one into TMDB_API_KEY, or test this one again.`,
  );
});

test("a provider is described by what it is asked for, and by nothing else", () => {
  expect(purposesOf("fanart")).toEqual([{ label: "Artwork", kinds: "films, series" }]);
  expect(purposesOf("tvmaze").map(({ label }) => label)).toEqual([
    "Search by title",
    "Find by another id",
    "Values",
    "Ratings",
    "Artwork",
    "What changed",
    "Language",
  ]);
});
