import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listRecycled } from "#lib/recycle/list.ts";
import { recycledPageSize, toRecycledPage } from "../_components/recycled-file.ts";

const query = z.object({
  before: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1),
});

/** The next files of the recycle bin, after the last one seen. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, db }) =>
  toRecycledPage(await listRecycled(db, { before: input.query.before, limit: recycledPageSize + 1 })),
);
