import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { countNeedsReview } from "#lib/libraries/overview.ts";
import { listReviewQueue } from "#lib/review/list-queue.ts";

/** Items the page holds at once; more are fetched as they are decided. */
export const reviewPageSize = 10;

/** The first items that wait, and how many do. */
export async function getReview() {
  await requireUser("editor");
  const db = getDb();
  const [first, waiting] = await Promise.all([listReviewQueue(db, { limit: reviewPageSize }), countNeedsReview(db)]);
  return { first, waiting };
}
