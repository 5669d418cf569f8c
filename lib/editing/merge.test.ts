import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editableFieldNames, type MovieValues } from "#lib/movies/fields.ts";
import { type EditableField, editableFields, isEditableField } from "#lib/movies/vocabulary.ts";
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

  test("the order of the answers does not matter where the priority names them", () => {
    const priorityOf = () => ["omdb", "tvdb", "tmdb"];
    const sorted = (list: ReturnType<typeof merge>) => list.toSorted((a, b) => (a.field < b.field ? -1 : 1));
    expect(sorted(merge({ offers: offers.toReversed(), priorityOf }))).toEqual(sorted(merge({ offers, priorityOf })));
  });
});

/** A value of the right type for any editable field, empty ones among them. */
const valueFor = (field: EditableField) => {
  if (editableFields[field].kind === "list") return fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 });
  const isNumber = ["year", "minutes", "rating"].includes(editableFields[field].kind);
  return isNumber ? fc.option(fc.integer({ min: 1, max: 9 })) : fc.option(fc.constantFrom("", "x", "y", "z"));
};
const step = fc.constantFrom(...editableFieldNames).chain((field) =>
  fc.oneof(
    valueFor(field).map((value) => ({ kind: "provider" as const, field, value })),
    valueFor(field).map((value) => ({ kind: "edit" as const, field, value })),
    fc.constant({ kind: "lock" as const, field, value: null }),
    fc.constant({ kind: "unlock" as const, field, value: null }),
  ),
);

test("R18 in 10,000 random interleavings of edits, locks and providers no locked field is changed by automation", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom("keep", "replace"), (steps, existing) => {
      const values: Record<string, unknown> = { ...blank };
      const current = (): MovieValues => ({ ...blank, ...values });
      const locked = new Set<EditableField>();
      const sources = new Map<string, string>();
      /** The model: what a person last decided for each locked field. */
      const decided = new Map<EditableField, unknown>();
      for (const { kind, field, value } of steps) {
        if (kind === "edit") {
          values[field] = value;
          locked.add(field);
          decided.set(field, value);
        } else if (kind === "lock") {
          locked.add(field);
          decided.set(field, values[field]);
        } else if (kind === "unlock") {
          locked.delete(field);
          decided.delete(field);
        } else {
          const before = values[field];
          for (const change of merge({ current: current(), locked, sources, incoming: { [field]: value }, existing })) {
            values[change.field] = change.newValue;
            sources.set(change.field, "tmdb");
          }
          const isNothing = value === null || value === "" || (Array.isArray(value) && value.length === 0);
          if (isNothing) expect(values[field]).toEqual(before);
          // The same answer again changes nothing.
          expect(merge({ current: current(), locked, sources, incoming: { [field]: value }, existing })).toEqual([]);
        }
        for (const [name, mine] of decided) expect(values[name]).toEqual(mine);
      }
    }),
    { numRuns: 10_000 },
  );
});
