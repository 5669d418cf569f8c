import { describe, expect, test } from "vitest";
import { type CastRow, planCast } from "./plan-cast.ts";

const row = (more: Partial<CastRow> & { actorId: number }): CastRow => ({
  id: more.actorId * 10,
  role: "role",
  actorOrder: more.actorId,
  roleLocked: false,
  removed: false,
  ...more,
});
const follow = { orderLocked: false, mode: "replace" } as const;
const nothing = { insert: [], update: [], remove: [] };

describe("a cast", () => {
  test("that is as it was is not written", () => {
    const present = [row({ actorId: 1 }), row({ actorId: 2 })];
    const wanted = [
      { actorId: 1, role: "role", order: 1 },
      { actorId: 2, role: "role", order: 2 },
    ];
    expect(planCast(present, wanted, follow)).toEqual(nothing);
  });

  test("follows the provider: new people, other roles, another order, people who left", () => {
    const present = [row({ actorId: 1 }), row({ actorId: 2 }), row({ actorId: 3 })];
    const wanted = [
      { actorId: 2, role: "other", order: 1 },
      { actorId: 1, role: "role", order: 2 },
      { actorId: 4, role: null, order: 3 },
    ];
    expect(planCast(present, wanted, follow)).toEqual({
      insert: [{ actorId: 4, role: null, actorOrder: 3 }],
      update: [
        { id: 20, role: "other", actorOrder: 1 },
        { id: 10, role: "role", actorOrder: 2 },
      ],
      remove: [30],
    });
  });

  test("of several roles of one person has one row", () => {
    const wanted = [
      { actorId: 1, role: "Smith", order: 1 },
      { actorId: 2, role: "Neo", order: 2 },
      { actorId: 1, role: "Agent", order: 3 },
      { actorId: 1, role: "Smith", order: 4 },
    ];
    expect(planCast([], wanted, follow).insert).toEqual([
      { actorId: 1, role: "Smith / Agent", actorOrder: 1 },
      { actorId: 2, role: "Neo", actorOrder: 2 },
    ]);
  });

  test("keeps locked roles, also of people the provider no longer names", () => {
    const present = [row({ actorId: 1, role: "mine", roleLocked: true }), row({ actorId: 2, roleLocked: true })];
    expect(planCast(present, [{ actorId: 1, role: "theirs", order: 1 }], follow)).toEqual(nothing);
  });

  test("leaves out who was taken out", () => {
    const present = [row({ actorId: 1, removed: true })];
    const wanted = [
      { actorId: 1, role: "back", order: 1 },
      { actorId: 2, role: "new", order: 2 },
    ];
    expect(planCast(present, wanted, follow)).toMatchObject({ insert: [{ actorId: 2 }], update: [], remove: [] });
  });

  test("arranged by hand keeps its order, and new people come last", () => {
    const present = [row({ actorId: 1, actorOrder: 2 }), row({ actorId: 2, actorOrder: 1 })];
    const wanted = [
      { actorId: 3, role: "new", order: 1 },
      { actorId: 1, role: "role", order: 2 },
      { actorId: 2, role: "role", order: 3 },
    ];
    expect(planCast(present, wanted, { ...follow, orderLocked: true })).toEqual({
      ...nothing,
      insert: [{ actorId: 3, role: "new", actorOrder: 3 }],
    });
  });

  test("found on disk stays, and only empty roles are filled", () => {
    const present = [row({ actorId: 1, role: null }), row({ actorId: 2 })];
    const wanted = [
      { actorId: 1, role: "filled", order: 5 },
      { actorId: 2, role: "theirs", order: 1 },
      { actorId: 3, role: "new", order: 2 },
    ];
    expect(planCast(present, wanted, { ...follow, mode: "fill" })).toEqual({
      ...nothing,
      update: [{ id: 10, role: "filled", actorOrder: 1 }],
    });
  });

  test("R22 of nobody changes nothing", () => {
    expect(planCast([row({ actorId: 1 })], [], follow)).toEqual(nothing);
  });
});
