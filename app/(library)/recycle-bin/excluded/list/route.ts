import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listExclusions } from "#lib/libraries/exclusions.ts";
import { excludedPageSize, toExcludedPage } from "../../_components/excluded-path.ts";

const query = z.object({
  before: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1),
});

/** The next paths that scans pass over, after the last one seen. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, db }) =>
  toExcludedPage(await listExclusions(db, { before: input.query.before, limit: excludedPageSize + 1 })),
);
