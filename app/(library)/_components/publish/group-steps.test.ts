import { expect, test } from "vitest";
import { groupSteps } from "./group-steps.ts";
import { labelOfKind } from "./kind-label.ts";
import type { PlanStep } from "./plan-steps.ts";
import { toUnitParts } from "./to-unit-parts.ts";

const episode = (episodeId: number, seasonNumber: number, episodeNumber: number) => ({
  episodeId,
  seasonNumber,
  episodeNumber,
  absoluteNumber: null,
  airDate: null,
  numbering: "aired" as const,
});
const parts = toUnitParts({
  isFilm: false,
  episodes: [episode(17, 1, 2), episode(18, 1, 3), episode(19, 0, 1)],
  people: [{ actorId: 5, name: "Zoë Saldaña" }],
  nfos: [
    { path: "/tv/Dark/S1/E2-3.nfo", seasonNumber: 1, episodeIds: [17, 18] },
    { path: "/tv/Dark/S1/season.nfo", seasonNumber: 1, episodeIds: [] },
  ],
});
const step = (kind: string, path = `/tv/Dark/${kind}.jpg`): PlanStep => ({
  sign: "write",
  path,
  from: null,
  kind,
  reason: "It is not there yet",
  sizeBytes: 1,
  cacheFileId: null,
  isOpen: false,
});

test.each([
  ["nfo", "NFO"],
  ["trailer", "Trailer"],
  ["clearlogo", "Logo"],
  ["set.poster", "Poster of the set"],
  ["season.1.poster", "Poster of season 1"],
  ["season.0.banner", "Banner of the specials"],
  ["season.all.poster", "Poster of all seasons"],
  ["episode.17.thumb", "Thumb of S01E02"],
  ["person.5.actor_thumb", "Portrait of Zoë Saldaña"],
  ["person.6.actor_thumb", "Portrait of somebody"],
  ["something new", "something new"],
])("the kind %s is called %s", (kind, label) => {
  expect(labelOfKind(kind, parts)).toBe(label);
});

test("steps of a series stand with the whole, its people or their season, the specials last", () => {
  const groups = groupSteps(
    [
      step("episode.19.thumb"),
      step("season.1.poster"),
      step("nfo", "/tv/Dark/S1/E2-3.nfo"),
      step("nfo", "/tv/Dark/S1/season.nfo"),
      step("person.5.actor_thumb"),
      step("nfo", "/tv/Dark/tvshow.nfo"),
      step("season.all.poster"),
    ],
    parts,
  );
  expect(groups.map(({ label, steps }) => [label, steps.map((each) => each.label)])).toEqual([
    ["Series", ["NFO", "Poster of all seasons"]],
    ["People", ["Portrait of Zoë Saldaña"]],
    ["Season 1", ["Poster of season 1", "NFO of S01E02–E03", "NFO of season 1"]],
    ["Specials", ["Thumb of S00E01"]],
  ]);
});

test("a film's steps stand together, and portraits say whose they are", () => {
  const film = toUnitParts({ isFilm: true, episodes: [], people: [{ actorId: 7, name: "Al Pacino" }], nfos: [] });
  const steps = [step("poster"), step("nfo", "/films/Heat/Heat.nfo"), step("person.7.actor_thumb")];
  expect(groupSteps(steps, film)).toMatchObject([
    { key: "all", steps: [{ label: "Poster" }, { label: "NFO" }, { label: "Portrait of Al Pacino" }] },
  ]);
});
