import { expect, test } from "vitest";
import type { ShownSetting } from "../queries.ts";
import { purposesOf, switchMark, usageMark } from "./describe-provider.ts";

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
