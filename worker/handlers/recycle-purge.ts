import { purgeExpired } from "#lib/recycle/purge.ts";
import type { Handler } from "../handler.ts";

/** Deletes for good what has been in the recycle bin for its time. */
export const recyclePurge: Handler<"recycle.purge"> = async ({ db, signal }) => {
  const { purged, skipped, problems } = await purgeExpired(db, { signal });
  return { purged, ...(skipped === null ? {} : { skipped }), problems: problems.slice(0, 50) };
};
