import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { bulkInsert, bulkUpdate } from "#db/bulk.ts";
import type { Tx } from "#db/client.ts";
import { keepRows, keptRowsSchema, readKeptRows } from "#db/kept-rows.ts";
import { assetCandidates, cacheImageFiles } from "#db/schema/index.ts";

/** The rows of both people's pictures as they were before a merge. */
export const joinedPicturesSchema = z.object({ files: keptRowsSchema, candidates: keptRowsSchema });
export type JoinedPictures = z.infer<typeof joinedPicturesSchema>;

type Pair = { fromId: number; intoId: number };

/** Gives one actor's pictures to another; those the other has too stay behind and go with their owner. */
export async function joinPictures(tx: Tx, { fromId, intoId }: Pair): Promise<JoinedPictures> {
  const files = await tx
    .select()
    .from(cacheImageFiles)
    .where(isTheirs(cacheImageFiles, [fromId, intoId]));
  const candidates = await tx
    .select()
    .from(assetCandidates)
    .where(isTheirs(assetCandidates, [fromId, intoId]));
  const hashes = new Set(files.filter(({ entityId }) => entityId === intoId).map(({ fileHash }) => fileHash));
  const urls = new Set(candidates.filter(({ entityId }) => entityId === intoId).map(({ url }) => url));
  const movedFiles = files.filter(({ entityId, fileHash }) => entityId === fromId && !hashes.has(fileHash));
  const stayBehind = new Set(
    files.filter(({ entityId, fileHash }) => entityId === fromId && hashes.has(fileHash)).map(({ id }) => id),
  );
  const movedCandidates = candidates.filter(
    ({ entityId, url, cacheFileId }) =>
      entityId === fromId && !urls.has(url) && (cacheFileId === null || !stayBehind.has(cacheFileId)),
  );
  await bulkUpdate(
    tx,
    cacheImageFiles,
    movedFiles.map(({ id }) => ({ id, entityId: intoId })),
  );
  await bulkUpdate(
    tx,
    assetCandidates,
    movedCandidates.map(({ id }) => ({ id, entityId: intoId })),
  );
  return { files: keepRows(files), candidates: keepRows(candidates) };
}

/** Marks the one picture that is shown as the chosen one. */
export async function markShown(tx: Tx, actorId: number, imageHash: string | null): Promise<void> {
  const rows = await tx
    .select({ id: assetCandidates.id, fileHash: cacheImageFiles.fileHash })
    .from(assetCandidates)
    .leftJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .where(isTheirs(assetCandidates, [actorId]));
  await bulkUpdate(
    tx,
    assetCandidates,
    rows.map(({ id, fileHash }) => {
      const isSelected = fileHash !== null && fileHash === imageHash;
      return { id, isSelected, rank: isSelected ? 1 : null };
    }),
  );
}

/** Gives the pictures back as they were. What came since stays with whom it came to. */
export async function separatePictures(tx: Tx, { files, candidates }: JoinedPictures): Promise<void> {
  const fileRows = readKeptRows(cacheImageFiles, files);
  const candidateRows = readKeptRows(assetCandidates, candidates);
  const idsOf = (rows: readonly { id?: number | undefined }[]) =>
    rows.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await tx.delete(assetCandidates).where(inArray(assetCandidates.id, idsOf(candidateRows)));
  const present = await tx
    .select({ id: cacheImageFiles.id })
    .from(cacheImageFiles)
    .where(inArray(cacheImageFiles.id, idsOf(fileRows)));
  const kept = new Set(present.map(({ id }) => id));
  await bulkUpdate(
    tx,
    cacheImageFiles,
    fileRows.flatMap(({ id, entityId }) => (id !== undefined && kept.has(id) ? [{ id, entityId }] : [])),
  );
  await bulkInsert(
    tx,
    cacheImageFiles,
    fileRows.filter(({ id }) => id !== undefined && !kept.has(id)),
  );
  await bulkInsert(tx, assetCandidates, candidateRows, { onConflict: "ignore" });
}

const isTheirs = (table: typeof cacheImageFiles | typeof assetCandidates, actorIds: number[]) =>
  and(eq(table.entityType, "actor"), inArray(table.entityId, actorIds));
