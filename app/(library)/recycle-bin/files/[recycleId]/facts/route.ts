import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { lookAtRecycled } from "#lib/recycle/look-at.ts";

const params = z.object({ recycleId: z.coerce.number().int().positive().max(2_147_483_647) });

/** What a file of the bin is, and what lies at its place by now. */
export const GET = route({ role: "editor", input: { params } }, async ({ input, db }) =>
  lookAtRecycled(db, input.params.recycleId),
);
