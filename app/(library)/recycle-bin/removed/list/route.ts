import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listRemoved, removedPageLimit } from "#lib/recycle/list-removed.ts";
import { removedPageSize, toRemovedPage } from "../../_components/removed-item.ts";

const query = z.object({
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(removedPageLimit).default(removedPageSize),
});

/** A page of what was removed and can come back, the latest first. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, db }) =>
  toRemovedPage(await listRemoved(db, input.query)),
);
