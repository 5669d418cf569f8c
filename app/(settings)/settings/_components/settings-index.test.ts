import { expect, test } from "vitest";
import { readGates } from "#scripts/gate-inventory.ts";
import { searchSettings, sectionsFor, sectionsNamed, settingsSections } from "./settings-index.ts";

const titles = (query: string, role: "admin" | "editor" = "admin") =>
  searchSettings(query, role).map(({ title }) => title);

test("finds settings by title and by other words, titles first", () => {
  expect(titles("tmdb key")).toEqual(["TMDB key"]);
  expect(titles("omdb a second")).toEqual(["Requests a second to OMDb"]);
  expect(titles("kodi")).toEqual(["Player", "Add a player", "Groups of players"]);
  expect(titles("rating")[0]).toBe("Default rating");
});

test("nothing for an empty query, and nothing for what is not there", () => {
  expect(titles("  ")).toEqual([]);
  expect(titles("quantum")).toEqual([]);
});

test("people find only what they may open", () => {
  expect(titles("key", "editor")).toEqual(["API keys"]);
  expect(sectionsFor("editor").map(({ label }) => label)).toEqual(["Account"]);
});

test("what is no setting but looked for here is found too", () => {
  expect(titles("verify", "editor")).toEqual(["Verify files"]);
});

test("sections are found by name, and only those one may open", () => {
  expect(sectionsNamed("  Prov", "admin").map(({ label }) => label)).toEqual(["Providers"]);
  expect(sectionsNamed("prov", "editor")).toEqual([]);
  expect(sectionsNamed("", "admin")).toEqual([]);
});

test("every section is a page, for the role the section names", () => {
  const pages = new Map(readGates().gates.map((gate) => [gate.path, gate.access]));
  for (const { href, role } of settingsSections) expect([href, pages.get(href)]).toEqual([href, role]);
});
