import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { answerPlan, answerPublish } from "../../../publish-plan.ts";

const params = z.object({ seriesId: z.coerce.number().int().positive().max(2_147_483_647) });
const unitOf = ({ seriesId }: z.output<typeof params>) => ({ entityType: "series" as const, entityId: seriesId });

/** The plan of publishing, as a dry run. */
export const GET = route({ role: "editor", input: { params } }, ({ input, request, db }) =>
  answerPlan(db, unitOf(input.params), request.signal),
);

/** Publishes, or with `only` a part of the plan. */
export const POST = route({ role: "editor", input: { params } }, ({ input, ...context }) =>
  answerPublish(context, unitOf(input.params)),
);
