import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { countNeedsReview } from "#lib/libraries/overview.ts";
import { countConflicts } from "#lib/publish/list-conflicts.ts";
import { listReviewQueue } from "#lib/review/list-queue.ts";

/** Items the page holds at once; more are fetched as they are decided. */
export const reviewPageSize = 10;

/** The first items that wait, how many do, and how many files were changed outside. */
export async function getReview() {
  await requireUser("editor");
  const db = getDb();
  const [first, waiting, conflicts] = await Promise.all([
    listReviewQueue(db, { limit: reviewPageSize }),
    countNeedsReview(db),
    countConflicts(db),
  ]);
  return { first, waiting, conflicts };
}
