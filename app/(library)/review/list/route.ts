import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listReviewQueue } from "#lib/review/list-queue.ts";
import { reviewPageSize } from "../queries.ts";

const query = z.object({ after: z.string().max(8000).optional() });

/** The next items of the review queue. */
export const GET = route({ role: "editor", input: { query } }, ({ input, db }) =>
  listReviewQueue(db, { after: input.query.after, limit: reviewPageSize }),
);
