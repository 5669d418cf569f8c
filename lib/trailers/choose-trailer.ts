import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "#db/client.ts";
import { databaseNow } from "#db/clock.ts";
import { cacheVideoFiles, fieldChanges, trailerCandidates } from "#db/schema/index.ts";
import type { TrailerChooser } from "./owners.ts";
import { trailerField } from "./vocabulary.ts";

export type TrailerRow = typeof trailerCandidates.$inferSelect & { fileHash: string | null };

/** Every trailer of an owner, also those a person took out, in the order they were found. */
export async function listTrailerRows(db: Db, { entityType, entityId }: TrailerChooser): Promise<TrailerRow[]> {
  const rows = await db
    .select({ candidate: trailerCandidates, fileHash: cacheVideoFiles.fileHash })
    .from(trailerCandidates)
    .leftJoin(cacheVideoFiles, eq(cacheVideoFiles.id, trailerCandidates.cacheVideoFileId))
    .where(and(eq(trailerCandidates.entityType, entityType), eq(trailerCandidates.entityId, entityId)))
    .orderBy(trailerCandidates.id);
  return rows.map(({ candidate, fileHash }) => ({ ...candidate, fileHash }));
}

/** How the history names a trailer: by its address, an upload by the SHA-256 of what was uploaded. */
export const keyOfTrailer = (row: Pick<TrailerRow, "sourceUrl" | "providerVideoId">): string =>
  row.sourceUrl ?? `upload:${row.providerVideoId ?? ""}`;

type Choice = TrailerChooser & {
  /** Null: none. */
  candidateId: number | null;
  selectedBy: "user" | "enrichment";
  userId?: number | null;
  jobId?: number | null;
  /** The change in the history that this one takes back. */
  undoOf?: number;
};

/**
 * Makes this trailer the chosen one and keeps that in the owner's history. Nothing is written when it is that already.
 * Returns whether something changed. A trailer that a person took out comes back by it.
 */
export async function setChosenTrailer(tx: Tx, params: Choice): Promise<boolean> {
  const { entityType, entityId, candidateId, selectedBy } = params;
  const rows = await listTrailerRows(tx, params);
  const before = rows.find((row) => row.isSelected);
  const after = rows.find((row) => row.id === candidateId);
  if (before?.id === after?.id) {
    if (after && after.selectedBy !== selectedBy && selectedBy === "user") await markChosen(tx, after.id, "user");
    return false;
  }
  if (before) {
    await tx
      .update(trailerCandidates)
      .set({ isSelected: false, selectedAt: null, selectedBy: null, updatedAt: new Date() })
      .where(eq(trailerCandidates.id, before.id));
  }
  if (after) await markChosen(tx, after.id, selectedBy);
  await tx.insert(fieldChanges).values({
    entityType,
    entityId,
    field: trailerField,
    oldValue: before ? keyOfTrailer(before) : null,
    newValue: after ? keyOfTrailer(after) : null,
    source: selectedBy,
    userId: params.userId ?? null,
    jobId: params.jobId ?? null,
    undoOf: params.undoOf ?? null,
  });
  return true;
}

async function markChosen(tx: Tx, candidateId: number, selectedBy: Choice["selectedBy"]): Promise<void> {
  const now = await databaseNow(tx);
  await tx
    .update(trailerCandidates)
    .set({ isSelected: true, selectedAt: now, selectedBy, removedAt: null, updatedAt: now })
    .where(eq(trailerCandidates.id, candidateId));
}
