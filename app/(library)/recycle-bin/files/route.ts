import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listRecycled } from "#lib/recycle/list.ts";
import { recycledPageSize, toRecycledPage } from "../_components/recycled-file.ts";
import { filterOf, readRecycledParams } from "../_components/recycled-params.ts";

const query = z
  .object({
    before: z.coerce
      .number()
      .int()
      .positive()
      .max(2 ** 31 - 1),
  })
  .loose();

/** The next files of the recycle bin with the filters of the page, after the last one seen. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, request, db }) =>
  toRecycledPage(
    await listRecycled(db, {
      filter: filterOf(readRecycledParams(request)),
      before: input.query.before,
      limit: recycledPageSize + 1,
    }),
  ),
);
