import { expect, test } from "vitest";
import type { UndoPlan } from "#lib/undo/plan-undo.ts";
import { shownPlan } from "./shown-plan.ts";

const numbers = { fingerprint: "", items: 1, fields: 1, skipped: 0, fixed: 0, identities: 0, orders: 0 };
const line = { entityType: "movie", entityId: 1, item: "Solaris", label: "", now: null };
const cast = (...names: string[]) => names.map((name, index) => ({ name, actorId: index + 1, role: null }));
const shown = (...lines: UndoPlan["lines"]) => shownPlan({ ...numbers, lines }).lines;

test("a preview says what a cast becomes by what changes, and nobody where it was the first", () => {
  const now = cast("Ann", "Bea");
  expect(
    shown({ ...line, field: "cast", now, becomes: cast("Ann") }, { ...line, field: "cast", now, becomes: null }),
  ).toMatchObject([
    { now: "Ann, Bea", becomes: "Removed: Bea" },
    { now: "Ann, Bea", becomes: "none" },
  ]);
});

test("other fields are told by what they become; what stays becomes nothing", () => {
  const plot = { ...line, field: "plot", now: "Old" };
  expect(shown({ ...plot, becomes: "New" }, { ...plot, reason: "Because." })).toMatchObject([
    { now: "Old", becomes: "New" },
    { now: "Old", becomes: null, reason: "Because." },
  ]);
});
