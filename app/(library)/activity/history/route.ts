import { z } from "zod";
import { readJobHistory } from "#app/_server/job-history.ts";
import { route } from "#app/_server/route.ts";
import { jobFilterOf, readActivityParams } from "../_components/activity-params.ts";

const query = z
  .object({
    cursor: z.coerce
      .number()
      .int()
      .positive()
      .max(2 ** 31 - 1)
      .optional(),
  })
  .loose();

/** The next jobs of the history; the filters are those of the page /activity. */
export const GET = route({ role: "viewer", input: { query } }, async ({ input, request, db, user }) =>
  readJobHistory(db, { filter: jobFilterOf(readActivityParams(request)), cursor: input.query.cursor, user }),
);
