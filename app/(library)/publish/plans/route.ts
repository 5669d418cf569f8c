import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { planLibraryPage, planUnits } from "#lib/publish/plan-page.ts";
import { type PlanPage, unitsPerPlanPage, unitTypes } from "#lib/publish/vocabulary.ts";

const id = z.coerce.number().int().positive().max(2_147_483_647);
const query = z.union([
  z.object({ library: id, after: z.coerce.number().int().nonnegative().max(2_147_483_647) }),
  z.object({
    type: z.enum(unitTypes),
    ids: z
      .string()
      .transform((text) => text.split(",").map(Number))
      .pipe(z.array(z.int().positive().max(2_147_483_647)).min(1).max(unitsPerPlanPage)),
  }),
]);

/** What publishing would do with the next items of a library, or with those that are named. */
export const GET = route({ role: "editor", input: { query } }, ({ input, request, db }): Promise<PlanPage> => {
  const asked = input.query;
  const { signal } = request;
  if ("library" in asked) return planLibraryPage(db, { libraryId: asked.library, after: asked.after, signal });
  const units = asked.ids.map((entityId) => ({ entityType: asked.type, entityId }));
  return planUnits(db, { units, signal });
});
