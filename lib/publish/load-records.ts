import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { and, eq, inArray, ne, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  actors,
  cacheImageFiles,
  cacheVideoFiles,
  libraryImageFiles,
  libraryNfoFiles,
  libraryVideoFiles,
  publishConflicts,
  type TrailerOwner,
} from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { diskError, isMissing, systemCode } from "#lib/files/disk-error.ts";
import type { ImageRecord, NfoRecord, VideoRecord } from "./facts.ts";
import { portraitFolder } from "./names.ts";
import type { UnitType } from "./vocabulary.ts";

type NfoOwner = NfoRecord["entityType"];

/** What Metarr knows of NFO files of these, in the order they were met. */
export function listNfoRecords(db: Db, entityType: NfoOwner, entityIds: readonly number[]): Promise<NfoRecord[]> {
  return inChunks(entityIds, (ids) =>
    db
      .select()
      .from(libraryNfoFiles)
      .where(and(eq(libraryNfoFiles.entityType, entityType), inArray(libraryNfoFiles.entityId, ids)))
      .orderBy(libraryNfoFiles.id),
  );
}

/** Files of these films or series about which a person has to decide. */
export function listConflictRecords(
  db: Db,
  { entityType, entityIds }: { entityType: UnitType; entityIds: readonly number[] },
) {
  const { entityId, path, reason } = publishConflicts;
  return inChunks(entityIds, (ids) =>
    db
      .select({ entityId, path, reason })
      .from(publishConflicts)
      .where(and(eq(publishConflicts.entityType, entityType), inArray(entityId, ids)))
      .orderBy(publishConflicts.id),
  );
}

type PictureOwner = (typeof cacheImageFiles.$inferSelect)["entityType"];

/** The pictures of these that Metarr published. */
export function listImageRecords(
  db: Db,
  entityType: PictureOwner,
  entityIds: readonly number[],
): Promise<ImageRecord[]> {
  return inChunks(entityIds, (ids) =>
    selectImages(db, and(eq(cacheImageFiles.entityType, entityType), inArray(cacheImageFiles.entityId, ids))),
  );
}

/** Hashes of what the cache holds for these, but for pictures that came from beside the media, by owner. */
export async function listCachedHashes(
  db: Db,
  entityType: PictureOwner,
  entityIds: readonly number[],
): Promise<{ entityId: number; hash: string }[]> {
  return inChunks(entityIds, (ids) =>
    db
      .select({ entityId: cacheImageFiles.entityId, hash: cacheImageFiles.fileHash })
      .from(cacheImageFiles)
      .where(
        and(
          eq(cacheImageFiles.entityType, entityType),
          inArray(cacheImageFiles.entityId, ids),
          ne(cacheImageFiles.sourceType, "local"),
        ),
      ),
  );
}

/** Published pictures of owners of one kind that lie at these paths. */
export function listImageRecordsAt(db: Db, entityType: PictureOwner, paths: readonly string[]): Promise<ImageRecord[]> {
  return inChunks(paths, (some) =>
    selectImages(db, and(eq(cacheImageFiles.entityType, entityType), inArray(libraryImageFiles.filePath, some))),
  );
}

async function selectImages(db: Db, where: SQL | undefined): Promise<ImageRecord[]> {
  const rows = await db
    .select({
      file: libraryImageFiles,
      entityType: cacheImageFiles.entityType,
      entityId: cacheImageFiles.entityId,
      imageType: cacheImageFiles.imageType,
      sourceType: cacheImageFiles.sourceType,
      sourceUrl: cacheImageFiles.sourceUrl,
    })
    .from(libraryImageFiles)
    .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
    .where(where)
    .orderBy(libraryImageFiles.id);
  return rows.map(({ file, ...rest }) => ({ ...file, ...rest }));
}

/** The trailers of these that Metarr published. */
export async function listVideoRecords(
  db: Db,
  entityType: TrailerOwner,
  entityIds: readonly number[],
): Promise<VideoRecord[]> {
  const rows = await inChunks(entityIds, (ids) =>
    db
      .select({ file: libraryVideoFiles, entityId: cacheVideoFiles.entityId })
      .from(libraryVideoFiles)
      .innerJoin(cacheVideoFiles, eq(cacheVideoFiles.id, libraryVideoFiles.cacheFileId))
      .where(and(eq(cacheVideoFiles.entityType, entityType), inArray(cacheVideoFiles.entityId, ids)))
      .orderBy(libraryVideoFiles.id),
  );
  return rows.map(({ file, entityId }) => ({ ...file, entityId }));
}

/**
 * The portraits Metarr published into `.actors` of these folders, by folder. They are known by their paths: who they show
 * may have left the cast. Looks at the disk.
 */
export async function listPortraitRecords(
  db: Db,
  folders: readonly string[],
): Promise<(folder: string) => ImageRecord[]> {
  const listed = await Promise.all(folders.map(listPortraits));
  const records = await listImageRecordsAt(db, "actor", listed.flat());
  const byFolder = Map.groupBy(records, ({ filePath }) => filePath.slice(0, filePath.lastIndexOf("/")));
  return (folder) => byFolder.get(join(folder, portraitFolder)) ?? [];
}

async function listPortraits(folder: string): Promise<string[]> {
  const path = join(folder, portraitFolder);
  try {
    return (await readdir(path)).map((name) => join(path, name));
  } catch (error) {
    if (isMissing(error) || systemCode(error) === "ENOTDIR") return [];
    throw diskError("look into the folder", path, error);
  }
}

/** The picture of somebody that is shown, as it lies in the cache. For a join on `actors`. */
export const isShownPortrait = and(
  eq(cacheImageFiles.entityType, "actor"),
  eq(cacheImageFiles.entityId, actors.id),
  eq(cacheImageFiles.imageType, "actor_thumb"),
  eq(cacheImageFiles.fileHash, actors.imageHash),
);

export const portraitColumns = {
  cacheFileId: cacheImageFiles.id,
  filePath: cacheImageFiles.filePath,
  hash: cacheImageFiles.fileHash,
  sizeBytes: cacheImageFiles.fileSizeBytes,
  format: cacheImageFiles.format,
};
