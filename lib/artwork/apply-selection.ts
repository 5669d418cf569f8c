import { eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assetCandidates, fieldChanges } from "#db/schema/index.ts";
import { type Candidate, listCandidates } from "./candidate-rows.ts";
import { type ChoosingOwner, changeOwner, getOwner, type OwnerState } from "./owners.ts";
import type { ArtworkType } from "./vocabulary.ts";

type Choice = {
  type: ArtworkType;
  candidateIds: readonly number[];
  /** Who did it: a provider's name, `local` or `user`. */
  source: string;
  userId?: number | null;
  jobId?: number | null;
  /** The same for all that a person changed with one command over many items. */
  batch?: string | null;
  /** The change in the history that this one takes back. */
  undoOf?: number;
  /** The owner's candidates, when the caller has read them in this transaction. */
  rows?: readonly Candidate[];
};

/**
 * Makes these candidates the chosen pictures of their type, in this order, and records it in the owner's history.
 * Nothing is written when they are chosen already. Returns whether something changed.
 */
export async function setChosenOf(tx: Tx, params: ChoosingOwner & Choice): Promise<boolean> {
  const { entityType, entityId, type, candidateIds } = params;
  const rows = params.rows ?? (await listCandidates(tx, params));
  const all = rows.filter((row) => row.assetType === type);
  const before = chosenOf(all);
  const byId = new Map(all.map((row) => [row.id, row]));
  const after = candidateIds.flatMap((candidateId) => byId.get(candidateId) ?? []);
  if (before.map((row) => row.id).join() === after.map((row) => row.id).join()) return false;
  const dropped = before.filter((row) => !after.includes(row)).map((row) => row.id);
  if (dropped.length > 0) {
    await tx
      .update(assetCandidates)
      .set({ isSelected: false, rank: null, userLocked: false })
      .where(inArray(assetCandidates.id, dropped));
  }
  for (const [index, row] of after.entries()) {
    if (row.isSelected && row.rank === index + 1) continue;
    await tx
      .update(assetCandidates)
      .set({ isSelected: true, rank: index + 1 })
      .where(eq(assetCandidates.id, row.id));
  }
  await tx.insert(fieldChanges).values({
    entityType,
    entityId,
    field: type,
    oldValue: before.map((row) => row.url),
    newValue: after.map((row) => row.url),
    source: params.source,
    userId: params.userId ?? null,
    jobId: params.jobId ?? null,
    batch: params.batch ?? null,
    undoOf: params.undoOf ?? null,
  });
  return true;
}

/** The chosen candidates of one type, by rank. */
export function chosenOf<C extends Pick<Candidate, "id" | "isSelected" | "rank">>(rows: readonly C[]): C[] {
  return rows.filter((row) => row.isSelected).toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999) || a.id - b.id);
}

/** What the caller has read in this transaction, and not changed since. */
type Known = { owner?: OwnerState; rows?: readonly Candidate[] };

/**
 * Points the mirror columns of an owner (poster_id and its like) at the first chosen picture of each type. A picture
 * that is chosen but not downloaded yet leaves the old one in place, and so does a type of which nothing was ever
 * offered: an episode may show the picture of one it shares its file with. Adds to the owner's version when `isChanged`
 * or a mirror moved.
 */
export async function updateMirrorsOf(tx: Tx, params: ChoosingOwner & { isChanged: boolean } & Known): Promise<void> {
  const owner = params.owner ?? (await getOwner(tx, params));
  const rows = params.rows ?? (await listCandidates(tx, params));
  const moved: Record<string, number | null> = {};
  for (const { type, column, cacheFileId } of owner.mirrors) {
    const offered = rows.filter((row) => row.assetType === type);
    const first = chosenOf(offered)[0];
    if (offered.length === 0 || (first && !first.cached)) continue;
    const wanted = first?.cached?.cacheFileId ?? null;
    if (cacheFileId !== wanted) moved[column] = wanted;
  }
  if (!params.isChanged && Object.keys(moved).length === 0) return;
  await changeOwner(tx, params, { version: owner.version, columns: moved });
}
