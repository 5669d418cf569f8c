import type { Tx } from "#db/client.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { type Candidate, listCandidates } from "./candidate-rows.ts";
import { hasFailedLately } from "./fetch-candidate.ts";
import type { ChoosingOwner } from "./owners.ts";

/**
 * Has the pictures of an owner compared when there are some whose look is not known yet, so that a picker can put those
 * that are the same together. Queues nothing when nothing is new. Returns whether something was queued.
 */
export async function compareSoon(tx: Tx, { entityType, entityId }: ChoosingOwner): Promise<boolean> {
  const rows = (await listCandidates(tx, { entityType, entityId })).filter(canBeLookedAt);
  const isNew = [...Map.groupBy(rows, ({ assetType }) => assetType).values()].some(
    (some) => some.length > 1 && some.some(isUnknown),
  );
  if (isNew) await enqueue(tx, "artwork.compare", { entityType, entityId });
  return isNew;
}

/** One that has a look, or is somewhere it can be had. */
export const canBeLookedAt = (row: Candidate): boolean =>
  row.picture !== null || row.perceptualHash !== null || (/^https?:/i.test(row.url) && !hasFailedLately(row));

const isUnknown = ({ perceptualHash }: Candidate) => perceptualHash === null;
