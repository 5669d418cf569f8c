"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { getConflict } from "#lib/publish/list-conflicts.ts";
import { planUnit } from "#lib/publish/plan-unit.ts";
import { showToDecide } from "../../_components/publish/show-to-decide.ts";
import { toUnitParts } from "../../_components/publish/to-unit-parts.ts";

/** Both sides of a file that was changed outside, read from the disk now. Null when nothing is to decide any more. */
export const readSides = action(
  { role: "editor", input: z.object({ conflictId: z.int().positive().max(2_147_483_647) }) },
  async ({ conflictId }, { db }) => {
    const { path, ...unit } = await getConflict(db, conflictId);
    const { toDecide, parts } = await planUnit(db, unit);
    const asked = toDecide.filter((each) => each.path === path);
    const [sides] = await showToDecide(db, { toDecide: asked, parts: toUnitParts(parts) });
    return sides ?? null;
  },
);
