import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editableFieldNames, type MovieValues } from "./fields.ts";
import { planMerge } from "./merge.ts";
import { type EditableField, editableFields } from "./vocabulary.ts";

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

const merge = (more: Partial<Parameters<typeof planMerge>[0]>) =>
  planMerge({ current: blank, locked: new Set(), sources: new Map(), incoming: {}, existing: "keep", ...more });

describe("the merge", () => {
  test("takes what is new and leaves what is equal", () => {
    const current = { ...blank, plot: "same", genres: ["Drama"] };
    const changes = merge({ current, incoming: { plot: "same", genres: ["Drama", "War"], tagline: "new" } });
    expect(changes).toEqual([
      { field: "genres", oldValue: ["Drama"], newValue: ["Drama", "War"] },
      { field: "tagline", oldValue: null, newValue: "new" },
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
          for (const change of planMerge({
            current: current(),
            locked,
            sources,
            incoming: { [field]: value },
            existing,
          })) {
            values[change.field] = change.newValue;
            sources.set(change.field, "tmdb");
          }
          const isNothing = value === null || value === "" || (Array.isArray(value) && value.length === 0);
          if (isNothing) expect(values[field]).toEqual(before);
          // The same answer again changes nothing.
          expect(planMerge({ current: current(), locked, sources, incoming: { [field]: value }, existing })).toEqual(
            [],
          );
        }
        for (const [name, mine] of decided) expect(values[name]).toEqual(mine);
      }
    }),
    { numRuns: 10_000 },
  );
});
