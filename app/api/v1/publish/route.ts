import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { transaction } from "#db/transaction.ts";
import { askToPublishLibrary, askToPublishMany } from "#lib/publish/ask-to-publish.ts";
import { planLibraryPage, planUnits } from "#lib/publish/plan-page.ts";
import { type PlanPage, publishedAtOnce, unitsPerPlanPage, unitTypes } from "#lib/publish/vocabulary.ts";

const largestId = 2_147_483_647;
const id = z.int().positive().max(largestId);
const typedId = z.coerce.number().pipe(id);
const type = z.enum(unitTypes);

const query = z.union([
  z.object({ library: typedId, after: z.coerce.number().int().nonnegative().max(largestId) }),
  z.object({
    type,
    ids: z
      .string()
      .transform((text) => text.split(",").map(Number))
      .pipe(z.array(id).min(1).max(unitsPerPlanPage)),
  }),
]);

/** What publishing would do with the next items of a library, or with those that are named. A dry run. */
export const GET = route({ role: "editor", input: { query } }, ({ input, request, db }): Promise<PlanPage> => {
  const asked = input.query;
  const { signal } = request;
  if ("library" in asked) return planLibraryPage(db, { libraryId: asked.library, after: asked.after, signal });
  const units = asked.ids.map((entityId) => ({ entityType: asked.type, entityId }));
  return planUnits(db, { units, signal });
});

const body = z.union([z.object({ library: id }), z.object({ type, ids: z.array(id).min(1).max(publishedAtOnce) })]);

/** Publishes what of a library differs: 202 with the job. Or those that are named: 202 with how many jobs that added. */
export const POST = route({ role: "editor", input: { body } }, async ({ input, db, user }) => {
  const asked = input.body;
  const by = { userId: user.id };
  const answer = await transaction(db, async (tx) =>
    "library" in asked
      ? { jobId: await askToPublishLibrary(tx, { libraryId: asked.library, ...by }) }
      : { jobs: await askToPublishMany(tx, { entityType: asked.type, entityIds: asked.ids, ...by }) },
  );
  return Response.json(answer, { status: 202, headers: { "cache-control": "private, no-store" } });
});
