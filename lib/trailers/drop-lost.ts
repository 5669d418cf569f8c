import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { trailerCandidates } from "#db/schema/index.ts";
import { enqueueMany } from "#lib/jobs/enqueue.ts";
import { choosingOwners, listTrailerOwners, ownerKeyOf } from "./owners.ts";

type Follow = { runId?: string | null; createdBy?: number | null };

/**
 * Has trailers that cannot be had make room for the next best. Who chose and who locked is read here and not before: a
 * person may have done so while the site was asked. Returns those that stay because a person wants them.
 */
export async function dropLostTrailers(
  tx: Tx,
  { candidateIds, follow = {} }: { candidateIds: readonly number[]; follow?: Follow | undefined },
): Promise<Set<number>> {
  const { id, entityType, entityId, selectedBy, isSelected } = trailerCandidates;
  const rows = await tx
    .select({ id, entityType, entityId, selectedBy })
    .from(trailerCandidates)
    .where(and(inArray(id, [...candidateIds]), eq(isSelected, true)))
    .orderBy(id);
  const locked = await listLocked(tx, rows);
  const isWanted = (row: (typeof rows)[number]) => row.selectedBy === "user" || locked.has(keyOf(row));
  const dropped = rows.filter((row) => !isWanted(row));
  if (dropped.length > 0) {
    const droppedIds = dropped.map((row) => row.id);
    await tx
      .update(trailerCandidates)
      .set({ isSelected: false, selectedAt: null, selectedBy: null })
      .where(inArray(id, droppedIds));
    const owners = dropped.flatMap((row) => ownerKeyOf(row) ?? []);
    await enqueueMany(tx, "trailer.select", owners, follow);
  }
  return new Set(rows.filter(isWanted).map((row) => row.id));
}

const keyOf = (row: { entityType: string; entityId: number }): string => `${row.entityType} ${row.entityId}`;

async function listLocked(tx: Tx, rows: readonly Parameters<typeof ownerKeyOf>[0][]): Promise<Set<string>> {
  const locked = new Set<string>();
  for (const entityType of choosingOwners) {
    const entityIds = rows.filter((row) => row.entityType === entityType).map(({ entityId }) => entityId);
    if (entityIds.length === 0) continue;
    for (const owner of await listTrailerOwners(tx, { entityType, entityIds })) {
      if (owner.isLocked) locked.add(keyOf(owner));
    }
  }
  return locked;
}
