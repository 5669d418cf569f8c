import { and, eq, inArray } from "drizzle-orm";
import { bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { assetCandidates } from "#db/schema/index.ts";
import { chunksOf, inChunks } from "#lib/chunks.ts";
import type { ChangeAuthor, FieldChange } from "#lib/editing/kind.ts";
import { recordChanges } from "#lib/editing/record-changes.ts";
import { chosenOf } from "./apply-selection.ts";
import { type ChoosingOwner, ownerRules } from "./owners.ts";
import { isOwn } from "./score.ts";

type Row = typeof assetCandidates.$inferSelect;
type Entity = Exclude<ChoosingOwner["entityType"], "collection">;

/**
 * Takes out the pictures that providers offered of other titles than these owners are now, also those that automation
 * chose of them. What a person chose, locked or blocked stays, and pictures of one's own. The history tells what was
 * chosen; what is shown instead follows with the next choice.
 */
export async function forgetOffers(
  tx: Tx,
  {
    entityType,
    entityIds,
    ...author
  }: { entityType: Entity; entityIds: readonly number[] } & Omit<ChangeAuthor, "source">,
): Promise<void> {
  const { table, locks, mirrors } = ownerRules(entityType);
  const owners = await inChunks(entityIds, (chunk) => tx.select().from(table).where(inArray(table.id, chunk)));
  const candidates = await inChunks(entityIds, (chunk) =>
    tx
      .select()
      .from(assetCandidates)
      .where(and(eq(assetCandidates.entityType, entityType), inArray(assetCandidates.entityId, chunk))),
  );
  const of = Map.groupBy(candidates, ({ entityId }) => entityId);
  const plans = owners.map((owner) => {
    const isLocked = (type: string) => Reflect.get(owner, Reflect.get(locks, type) ?? "") === true;
    const rows = of.get(owner.id) ?? [];
    return { owner, isLocked, rows, gone: rows.filter((row) => isForgotten(row) && !isLocked(row.assetType)) };
  });
  const gone = plans.flatMap((plan) => plan.gone);
  if (gone.length === 0) return;
  // An episode may show the picture of one it shares its file with.
  const goneFiles = new Set(gone.flatMap(({ cacheFileId }) => cacheFileId ?? []));
  const updates = plans.flatMap(({ owner, isLocked, rows, gone: own }) => {
    const left = chosenOf(rows.filter((row) => !own.includes(row)));
    const columns = Object.entries(mirrors).flatMap(([type, column]) => {
      const shown: unknown = Reflect.get(owner, column);
      if (typeof shown !== "number" || !goneFiles.has(shown) || isLocked(type)) return [];
      return [[column, left.find(({ assetType }) => assetType === type)?.cacheFileId ?? null]];
    });
    const row = { id: owner.id, ...Object.fromEntries(columns), version: owner.version + 1, updatedAt: new Date() };
    return columns.length > 0 ? [row] : [];
  });
  for (const same of Map.groupBy(updates, (row) => Object.keys(row).sort().join()).values()) {
    await bulkUpdate(tx, table, same);
  }
  const items = plans.map((plan) => ({ entityId: plan.owner.id, changes: changesOf(plan) }));
  await recordChanges(tx, entityType, items, { ...author, source: "artwork" });
  for (const chunk of chunksOf(gone.map(({ id }) => id))) {
    await tx.delete(assetCandidates).where(inArray(assetCandidates.id, chunk));
  }
}

const isForgotten = ({ provider, userLocked, isBlocked }: Row): boolean =>
  !isOwn(provider) && !userLocked && !isBlocked;

/** One change for each type of which a chosen picture goes. */
function changesOf({ rows, gone }: { rows: readonly Row[]; gone: readonly Row[] }): FieldChange[] {
  const types = new Set(gone.filter(({ isSelected }) => isSelected).map(({ assetType }) => assetType));
  return [...types].map((type) => {
    const before = chosenOf(rows.filter(({ assetType }) => assetType === type));
    const after = before.filter((row) => !gone.includes(row));
    return { field: type, oldValue: before.map(({ url }) => url), newValue: after.map(({ url }) => url) };
  });
}
