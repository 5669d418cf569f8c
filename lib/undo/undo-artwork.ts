import { and, eq, inArray, isNull, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { assetCandidates, fieldChanges } from "#db/schema/index.ts";
import { chosenOf, setChosenOf, updateMirrorsOf } from "#lib/artwork/apply-selection.ts";
import { type Candidate, listCandidates } from "#lib/artwork/candidate-rows.ts";
import { getOwnerPage } from "#lib/artwork/owner-place.ts";
import { type ChoosingOwner, choosingOwners, ownerRules } from "#lib/artwork/owners.ts";
import { type ArtworkType, artworkFacts, artworkTypes } from "#lib/artwork/vocabulary.ts";
import type { HistoryEntry } from "#lib/editing/undo-rules.ts";
import { sameValue } from "#lib/editing/values.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import type { OwnUndoer } from "./undoers.ts";

const isArtworkType = (field: string): field is ArtworkType => artworkTypes.some((type) => type === field);

/** Pictures that were chosen. The history keeps their addresses; those that are offered no more cannot come back. */
export const artworkUndoer: OwnUndoer = {
  entityTypes: choosingOwners,
  handles: isArtworkType,
  labelOf: (field) => (isArtworkType(field) ? artworkFacts[field].label : field),
  async undo(tx, { change, userId, jobId }) {
    const { field: type } = change;
    const entityType = choosingOwners.find((name) => name === change.entityType);
    if (entityType === undefined || !isArtworkType(type)) return false;
    const owner = { entityType, entityId: change.entityId };
    const rows = await listCandidates(tx, owner);
    const offered = rows.filter((row) => row.assetType === type);
    const wanted = urlsOf(change.oldValue).flatMap((url) => offered.find((row) => row.url === url) ?? []);
    const isGone = wanted.length === 0 && urlsOf(change.oldValue).length > 0;
    const present = chosenOf(offered).map(({ url }) => url);
    if (isGone || !sameValue(present, urlsOf(change.newValue))) return false;
    await tx.update(fieldChanges).set({ undoneAt: new Date() }).where(eq(fieldChanges.id, change.id));
    const candidateIds = wanted.map(({ id }) => id);
    // One that was blocked when it went comes back as one that may be chosen.
    await tx.update(assetCandidates).set({ isBlocked: false }).where(inArray(assetCandidates.id, candidateIds));
    await setChosenOf(tx, { ...owner, type, candidateIds, source: "user", userId, jobId, undoOf: change.id, rows });
    await setLock(tx, owner, type, change.source !== "user" || (await hasChoice(tx, change)));
    await updateMirrorsOf(tx, { ...owner, isChanged: true });
    await download(tx, owner, wanted, userId);
    return true;
  },
};

const urlsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((url): url is string => typeof url === "string") : [];

async function setLock(tx: Tx, { entityType, entityId }: ChoosingOwner, type: ArtworkType, locked: boolean) {
  const { table, locks } = ownerRules(entityType);
  const column = locks[type];
  if (column === undefined) return;
  await tx
    .update(table)
    .set({ [column]: locked })
    .where(eq(table.id, entityId));
}

/** True when a choice of a person before this one, of a picture or trailer, still stands. */
export async function hasChoice(tx: Tx, { id, entityType, entityId, field }: HistoryEntry): Promise<boolean> {
  const [earlier] = await tx
    .select({ id: fieldChanges.id })
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, entityType),
        eq(fieldChanges.entityId, entityId),
        eq(fieldChanges.field, field),
        eq(fieldChanges.source, "user"),
        lt(fieldChanges.id, id),
        isNull(fieldChanges.undoneAt),
        isNull(fieldChanges.undoOf),
      ),
    )
    .limit(1);
  return earlier !== undefined;
}

/** Pictures that left the cache come again. There are no more than a type may have. */
async function download(tx: Tx, owner: ChoosingOwner, wanted: readonly Candidate[], createdBy: number | null) {
  const missing = wanted.filter(({ cached }) => cached === null);
  if (missing.length === 0) return;
  const page = await getOwnerPage(tx, owner);
  for (const { id: candidateId } of missing)
    await enqueue(tx, "artwork.cache", { candidateId, ...page }, { createdBy });
}
