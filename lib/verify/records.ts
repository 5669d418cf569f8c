import { and, asc, eq, gt, inArray, isNotNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  cacheImageFiles,
  cacheVideoFiles,
  libraryImageFiles,
  libraryNfoFiles,
  libraryVideoFiles,
} from "#db/schema/index.ts";
import { whereOwnPicture } from "#lib/artwork/own-picture.ts";
import { inChunks } from "#lib/chunks.ts";
import type { Remembered } from "./look-at-file.ts";

/** Where it is noted what Metarr wrote into libraries. */
const recordTables = ["nfos", "images", "videos"] as const;
export type RecordTable = (typeof recordTables)[number];

export type FileRecord = Remembered & { id: number; entityType: string; entityId: number };

type Page = { afterId: number; limit: number };
type Read = {
  page(db: Db, page: Page): PromiseLike<FileRecord[]>;
  at(db: Db, paths: string[]): PromiseLike<FileRecord[]>;
};

const nfos = (db: Db) => {
  const { id, entityType, entityId, path, hash, sizeBytes, modifiedMs } = libraryNfoFiles;
  return db.select({ id, entityType, entityId, path, hash, sizeBytes, modifiedMs }).from(libraryNfoFiles);
};
const images = (db: Db) => {
  const { id, filePath: path, hash, sizeBytes, modifiedMs } = libraryImageFiles;
  const { entityType, entityId } = cacheImageFiles;
  return db
    .select({ id, entityType, entityId, path, hash, sizeBytes, modifiedMs })
    .from(libraryImageFiles)
    .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId));
};
const videos = (db: Db) => {
  const { id, filePath: path, hash, sizeBytes, modifiedMs } = libraryVideoFiles;
  const { entityType, entityId } = cacheVideoFiles;
  return db
    .select({ id, entityType, entityId, path, hash, sizeBytes, modifiedMs })
    .from(libraryVideoFiles)
    .innerJoin(cacheVideoFiles, eq(cacheVideoFiles.id, libraryVideoFiles.cacheFileId));
};

const withHash = (rows: readonly (Omit<FileRecord, "hash"> & { hash: string | null })[]): FileRecord[] =>
  rows.map((row) => ({ ...row, hash: row.hash ?? "" }));

const isOurs = isNotNull(libraryNfoFiles.publishedAt);
const reads: Record<RecordTable, Read> = {
  nfos: {
    page: (db, { afterId, limit }) =>
      nfos(db)
        .where(and(gt(libraryNfoFiles.id, afterId), isOurs))
        .orderBy(asc(libraryNfoFiles.id))
        .limit(limit),
    at: (db, paths) => nfos(db).where(and(inArray(libraryNfoFiles.path, paths), isOurs)),
  },
  images: {
    page: async (db, { afterId, limit }) =>
      withHash(
        await images(db)
          .where(and(gt(libraryImageFiles.id, afterId), whereOwnPicture))
          .orderBy(asc(libraryImageFiles.id))
          .limit(limit),
      ),
    at: async (db, paths) =>
      withHash(await images(db).where(and(inArray(libraryImageFiles.filePath, paths), whereOwnPicture))),
  },
  videos: {
    page: async (db, { afterId, limit }) =>
      withHash(
        await videos(db).where(gt(libraryVideoFiles.id, afterId)).orderBy(asc(libraryVideoFiles.id)).limit(limit),
      ),
    at: async (db, paths) => withHash(await videos(db).where(inArray(libraryVideoFiles.filePath, paths))),
  },
};

/** What Metarr wrote into any library, in the order it was noted. */
export const listRecords = (db: Db, table: RecordTable, page: Page) => reads[table].page(db, page);

/** Everything that Metarr wrote to these paths. */
export async function listRecordsAt(db: Db, paths: readonly string[]): Promise<FileRecord[]> {
  const found = await Promise.all(recordTables.map((table) => inChunks(paths, (some) => reads[table].at(db, some))));
  return found.flat();
}
