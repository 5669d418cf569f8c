import { expect, test } from "vitest";
import type { ChangedField, ChangesEntry } from "#lib/undo/list-timeline.ts";
import { personWords } from "./person-words.ts";
import { shownEntry } from "./timeline-words.ts";

const at = new Date("2026-11-29T12:00:00Z");
const field = (values: Partial<ChangedField>): ChangedField => ({
  ...{ changeId: 1, field: "name", of: null, oldValue: "A", newValue: "B", source: "user", isUndone: false },
  ...values,
});
const entry = (fields: ChangedField[], more: Partial<ChangesEntry> = {}): ChangesEntry => ({
  ...{ type: "changes", key: "c1", at, part: "changes", username: null, job: null, count: fields.length, fields },
  ...{ items: 1, isUndo: false, isRedo: false, isUndone: false, target: { changeIds: [1] } },
  ...more,
});

test.each([
  { username: "vera", sources: ["user"], by: "vera" },
  { username: "vera", sources: ["tmdb"], by: "vera · TMDB" },
  { username: "vera", sources: ["user", "tmdb", "tvdb", "tmdb"], by: "vera · TMDB, TVDB" },
  { username: null, sources: ["tmdb", "nfo"], by: "TMDB, NFO file" },
  { username: null, sources: ["user"], by: "Edited by hand" },
])("what $username changed from $sources is by $by", ({ username, sources, by }) => {
  const fields = sources.map((source) => field({ source }));
  expect(shownEntry(entry(fields, { username }), { mayEdit: true }).by).toBe(by);
});

test.each([
  { field: "merge", oldValue: {}, newValue: "Ann", isUndo: false, title: "“Ann” was merged into this person" },
  { field: "merge", oldValue: "Ann", newValue: null, isUndo: true, title: "“Ann” is a person of their own again" },
  { field: "split", oldValue: [], newValue: { personId: 1, name: "Bo" }, isUndo: false, title: "“Bo” was split off" },
])("a $field (undo: $isUndo) is one sentence with nothing to open", ({ title, isUndo, ...values }) => {
  const shown = shownEntry(entry([field(values)], { isUndo }), { mayEdit: true, words: personWords });
  expect(shown).toMatchObject({ title, fields: [] });
});

test.each([
  { case: "all of it is fixed", fixed: [1, 2], mayEdit: true, target: false, reason: "Because." },
  { case: "a part is", fixed: [1], mayEdit: true, target: true, reason: null },
  { case: "a viewer looks", fixed: [1, 2], mayEdit: false, target: false, reason: null },
])("when $case, the way back is offered or explained", ({ fixed, mayEdit, target, reason }) => {
  const fields = [field({ changeId: 1 }), field({ changeId: 2, field: "portrait" })];
  const why = new Map(fixed.map((id) => [id, "Because."]));
  const shown = shownEntry(entry(fields), { mayEdit, fixed: why, words: personWords });
  expect([shown.target !== null, shown.reason]).toEqual([target, reason]);
});

const cast = (...names: string[]) => names.map((name, index) => ({ name, actorId: index + 1, role: null }));

test("a short change of a cast is its own title; a longer one opens", () => {
  const of = (newValue: unknown) =>
    shownEntry(entry([field({ field: "cast", oldValue: cast("Ann"), newValue })]), { mayEdit: true });
  expect(of(cast("Ann", "Bea"))).toMatchObject({ title: "Cast · Added: Bea", fields: [] });
  const long = "A name that is as long as a sentence and a half, which few are, and then some";
  const added = `Added: ${long}, ${long}`;
  expect(of(cast("Ann", long, long))).toMatchObject({
    title: "Cast",
    fields: [{ label: "Cast", before: null, after: added }],
  });
});

test("a change of a cast that takes one back says so, as every other one does", () => {
  const undone = field({ field: "cast", oldValue: cast("Ann"), newValue: cast("Ann", "Bea") });
  const shown = shownEntry(entry([undone], { isUndo: true }), { mayEdit: true });
  expect(shown.title).toBe("Taken back: Cast · Added: Bea");
});

test("a change of a cast among others says what changed; a first cast is a list of names", () => {
  const values = { field: "cast", oldValue: cast("Ann", "Bea"), newValue: cast("Ann") };
  const first = { field: "cast", oldValue: null, newValue: cast("Ann", "Bea") };
  const shown = shownEntry(entry([field({}), field(values), field(first)]), { mayEdit: true });
  expect(shown.fields.slice(1)).toMatchObject([
    { before: null, after: "Removed: Bea" },
    { before: "none", after: "Ann, Bea" },
  ]);
});

test("what was brought back is called so, without the locks that came with it", () => {
  const fields = [field({ field: "plot" }), field({ field: "tagline" }), field({ field: "plotLocked" })];
  expect(shownEntry(entry(fields, { isRedo: true }), { mayEdit: true }).title).toBe("Brought back: Plot, Tagline");
});

test("what was taken back for good says why to those who might bring it back", () => {
  const fields = [field({ field: "poster" }), field({ field: "fanart" })];
  const shown = (mayEdit: boolean) => shownEntry(entry(fields, { isUndo: true, target: null }), { mayEdit });
  expect(shown(true)).toMatchObject({ isUndo: true, reason: "Pictures, casts and ids are chosen anew by hand." });
  expect(shown(false).reason).toBeNull();
});
