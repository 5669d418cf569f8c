import { describe, expect, test } from "vitest";
import type { MovieValues } from "#lib/movies/fields.ts";
import { isEditableField } from "#lib/movies/vocabulary.ts";
import { planMerge } from "./merge.ts";

const blank: MovieValues = {
  title: "Untitled",
  originalTitle: null,
  sortTitle: "Untitled",
  year: null,
  releaseDate: null,
  runtimeMinutes: null,
  plot: null,
  outline: null,
  tagline: null,
  contentRating: null,
  mpaaRating: null,
  rating: null,
  userRating: null,
  collection: null,
  genres: null,
  directors: null,
  writers: null,
  studios: null,
  countries: null,
  tags: null,
  trailerUrl: null,
  voteCount: null,
  budget: null,
  revenue: null,
  homepage: null,
  originalLanguage: null,
  popularity: null,
  status: null,
  tmdbId: null,
  imdbId: null,
  tvdbId: null,
};

type Input = Parameters<typeof planMerge>[0];
const merge = ({ incoming = {}, ...more }: Partial<Input> & { incoming?: Record<string, unknown> }) =>
  planMerge({
    current: blank,
    locked: new Set(),
    isEditable: isEditableField,
    sources: new Map(),
    offers: [{ source: "tmdb", values: incoming }],
    priorityOf: () => [],
    existing: "keep",
    ...more,
  });

describe("the merge", () => {
  test("takes what is new and leaves what is equal", () => {
    const current = { ...blank, plot: "same", genres: ["Drama"] };
    const changes = merge({ current, incoming: { plot: "same", genres: ["Drama", "War"], tagline: "new" } });
    expect(changes).toEqual([
      { field: "genres", oldValue: ["Drama"], newValue: ["Drama", "War"], source: "tmdb" },
      { field: "tagline", oldValue: null, newValue: "new", source: "tmdb" },
    ]);
  });

  test("a locked field stays, also when it is empty", () => {
    const current = { ...blank, plot: "mine" };
    expect(
      merge({
        current,
        locked: new Set(["plot", "tagline"] as const),
        incoming: { plot: "theirs", tagline: "theirs" },
      }),
    ).toEqual([]);
  });

  test("R22 an empty answer erases nothing", () => {
    const current = { ...blank, plot: "kept", genres: ["Drama"], budget: 5 };
    expect(merge({ current, incoming: { plot: "", genres: [], budget: null, title: null } })).toEqual([]);
  });

  test.each([
    ["nfo", "keep", undefined, false],
    ["local", "keep", undefined, false],
    ["nfo", "replace", undefined, true],
    ["nfo", "keep", "replace", true],
    ["filename", "keep", undefined, true],
    ["user", "keep", undefined, true],
    ["tmdb", "keep", undefined, true],
    ["tmdb", "replace", "missing", false],
  ] as const)("a title from %s with existing %s and mode %s: taken %s", (source, existing, mode, taken) => {
    const current = { ...blank, title: "before" };
    const changes = merge({
      current,
      sources: new Map([["title", source]]),
      incoming: { title: "after" },
      existing,
      mode,
    });
    expect(changes.length === 1).toBe(taken);
  });

  test("facts nobody edits follow the provider whatever is kept", () => {
    const current = { ...blank, status: "Rumored", popularity: 1 };
    const changes = merge({
      current,
      sources: new Map([["status", "nfo"]]),
      incoming: { status: "Released", popularity: 2 },
      mode: "missing",
    });
    expect(changes.map(({ field }) => field)).toEqual(["status", "popularity"]);
  });
});

describe("several providers", () => {
  const offers = [
    { source: "tmdb", values: { plot: "", title: "T", genres: ["Drama"] } },
    { source: "tvdb", values: { plot: "from TVDB", title: "V" } },
    { source: "omdb", values: { plot: "from OMDb", tagline: "O" } },
  ];

  test("the first in a field's priority that says something wins, and the change names it", () => {
    const changes = merge({ offers, priorityOf: (field) => (field === "title" ? ["tvdb", "tmdb"] : ["tmdb", "tvdb"]) });
    expect(changes).toEqual([
      { field: "plot", oldValue: null, newValue: "from TVDB", source: "tvdb" },
      { field: "title", oldValue: "Untitled", newValue: "V", source: "tvdb" },
      { field: "genres", oldValue: null, newValue: ["Drama"], source: "tmdb" },
      { field: "tagline", oldValue: null, newValue: "O", source: "omdb" },
    ]);
  });

  test("a certification from elsewhere stands in only while nobody has one of the library's country", () => {
    const said = (theirs: string) => [
      { source: "tmdb", values: { contentRating: "US:PG-13" } },
      { source: "tvdb", values: { contentRating: theirs } },
    ];
    const priorityOf = () => ["tmdb", "tvdb"];
    expect(merge({ offers: said("12"), priorityOf })).toMatchObject([{ newValue: "12", source: "tvdb" }]);
    expect(merge({ offers: said(""), priorityOf })).toMatchObject([{ newValue: "US:PG-13", source: "tmdb" }]);
    const down = { offers: said(""), priorityOf, silent: new Set(["tvdb"]) };
    expect(merge({ ...down, current: { ...blank, contentRating: "12" } })).toEqual([]);
    expect(merge({ ...down, current: { ...blank, contentRating: "GB:12" } })).toHaveLength(1);
  });

  test("the order of the answers does not matter where the priority names them", () => {
    const priorityOf = () => ["omdb", "tvdb", "tmdb"];
    const sorted = (list: ReturnType<typeof merge>) => list.toSorted((a, b) => (a.field < b.field ? -1 : 1));
    expect(sorted(merge({ offers: offers.toReversed(), priorityOf }))).toEqual(sorted(merge({ offers, priorityOf })));
  });
});
