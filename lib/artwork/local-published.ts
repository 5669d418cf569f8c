import { lstat } from "node:fs/promises";
import { eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles, libraryImageFiles } from "#db/schema/index.ts";
import { inChunks } from "#lib/chunks.ts";
import { isOwnPicture } from "./own-picture.ts";

/**
 * Without what lies where Metarr published a picture of its own: whether that was replaced outside, and what becomes of it
 * then, is for publishing to say, by the library's policy. Of pictures that were there before and only found to be right,
 * without those that nobody changed since.
 */
export async function withoutPublished<P extends { path: string }>(db: Db, pictures: readonly P[]): Promise<P[]> {
  const published = await listPublished(
    db,
    pictures.map(({ path }) => path),
  );
  const others: P[] = [];
  for (const picture of pictures) {
    const known = published.get(picture.path);
    if (!known || !(known.isOurs || (await isUnchanged(picture.path, known)))) others.push(picture);
  }
  return others;
}

type Published = { isOurs: boolean; sizeBytes: number | null; modifiedMs: number | null };

async function listPublished(db: Db, paths: readonly string[]): Promise<Map<string, Published>> {
  const { filePath: path, sizeBytes, modifiedMs } = libraryImageFiles;
  const { sourceType, sourceUrl } = cacheImageFiles;
  const rows = await inChunks(paths, (some) =>
    db
      .select({ path, sizeBytes, modifiedMs, sourceType, sourceUrl })
      .from(libraryImageFiles)
      .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, libraryImageFiles.cacheFileId))
      .where(inArray(path, some)),
  );
  return new Map(
    rows.map(({ sourceType, sourceUrl, ...row }) => [
      row.path,
      { ...row, isOurs: isOwnPicture({ filePath: row.path, sourceType, sourceUrl }) },
    ]),
  );
}

async function isUnchanged(path: string, known: Published): Promise<boolean> {
  const facts = await lstat(path).catch(() => undefined);
  return facts?.size === known.sizeBytes && Math.floor(facts.mtimeMs) === known.modifiedMs;
}
