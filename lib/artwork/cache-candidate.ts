import { eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { assetCandidates } from "#db/schema/index.ts";
import { AppError, messageOf } from "#lib/errors.ts";
import { type AssertOwned, ownedTransaction } from "#lib/jobs/lease.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";
import { chosenOf, setChosenOf, updateMirrorsOf } from "./apply-selection.ts";
import { listCandidates } from "./candidate-rows.ts";
import { readScoreContext } from "./candidates.ts";
import { compareSoon } from "./compare-soon.ts";
import { type Fetchable, fetchCandidate, isPassing, recordFailure } from "./fetch-candidate.ts";
import { choosingOwners, getOwner } from "./owners.ts";
import { listPublishedBeside } from "./published-beside.ts";
import { removeUpload } from "./uploads.ts";
import { artworkTypes } from "./vocabulary.ts";

/**
 * Downloads a picture that a person chose and shows it. A picture that turns out to be none gives its place back to the
 * one before; trouble that may pass is thrown, so that the job tries again.
 */
export async function cacheCandidate(
  db: Db,
  params: {
    candidateId: number;
    runId?: string | null;
    signal?: AbortSignal | undefined;
    assertOwned?: AssertOwned | undefined;
  },
): Promise<{ failure: string | null }> {
  const { signal, assertOwned } = params;
  const candidate = await getFetchable(db, params.candidateId);
  const entityType = choosingOwners.find((each) => each === candidate.entityType);
  const owner = entityType && { entityType, entityId: candidate.entityId };
  let failure: string | null = null;
  if (candidate.cacheFileId === null) {
    try {
      const context = await readScoreContext(db, candidate);
      await fetchCandidate(db, { candidate, context, signal, assertOwned });
    } catch (error) {
      signal?.throwIfAborted();
      if (isPassing(error)) throw error;
      await ownedTransaction(db, assertOwned, (tx) => giveBack(tx, { candidate, error }));
      failure = messageOf(error);
    }
  }
  if (owner && failure === null) {
    await ownedTransaction(db, assertOwned, async (tx) => {
      await updateMirrorsOf(tx, { ...owner, isChanged: false });
      await publishSoon(tx, { ...(await listPublishedBeside(tx, owner)), runId: params.runId ?? null });
      // It may be the same as one that is offered: whoever brought it looks at the picker now.
      await compareSoon(tx, owner);
    });
  }
  // Whoever else waits for the same bytes takes them from the cache now. One that failed is left to the sweep.
  if (failure === null && candidate.url.startsWith("cache:")) await removeUpload(candidate.url.slice("cache:".length));
  return { failure };
}

async function getFetchable(db: Db, candidateId: number): Promise<Fetchable & { cacheFileId: number | null }> {
  const [row] = await db.select().from(assetCandidates).where(eq(assetCandidates.id, candidateId));
  const assetType = artworkTypes.find((type) => type === row?.assetType);
  if (!row || !assetType) throw new AppError("not_found", "This picture is no longer offered.");
  return { ...row, assetType };
}

/** The picture that is still shown takes the first place again, where a person has not put another one there meanwhile. */
async function giveBack(tx: Tx, params: { candidate: Fetchable; error: unknown }): Promise<void> {
  const { candidate } = params;
  await recordFailure(tx, { candidateId: candidate.id, error: params.error });
  const { assetType: type, entityId } = candidate;
  const entityType = choosingOwners.find((each) => each === candidate.entityType);
  if (!entityType) return;
  const owner = { entityType, entityId };
  const { mirrors } = await getOwner(tx, owner);
  const mirrored = mirrors.find((mirror) => mirror.type === type)?.cacheFileId ?? null;
  const rows = (await listCandidates(tx, owner)).filter((row) => row.assetType === type);
  const chosen = chosenOf(rows);
  if (!chosen.some((row) => row.id === candidate.id)) return;
  const isShown = (row: (typeof rows)[number]) => mirrored !== null && row.cacheFileId === mirrored && !row.isBlocked;
  const shown = chosen[0]?.id === candidate.id ? rows.find(isShown) : undefined;
  const others = chosen.filter((row) => row.id !== candidate.id && row.id !== shown?.id);
  const candidateIds = [...(shown ? [shown] : []), ...others].map((row) => row.id);
  await setChosenOf(tx, { ...owner, type, candidateIds, source: "artwork" });
  await updateMirrorsOf(tx, { ...owner, isChanged: true });
}
