import { lstat } from "node:fs/promises";
import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { libraryImageFiles } from "#db/schema/index.ts";

/** Without what Metarr published itself and nobody changed since. */
export async function withoutPublished<P extends { path: string }>(db: Db, pictures: readonly P[]): Promise<P[]> {
  const ours = await listPublished(
    db,
    pictures.map(({ path }) => path),
  );
  const others: P[] = [];
  for (const picture of pictures) {
    if (!(await isUnchanged(picture.path, ours.get(picture.path)))) others.push(picture);
  }
  return others;
}

type Published = { sizeBytes: number | null; modifiedMs: number | null };

async function listPublished(db: Db, paths: readonly string[]): Promise<Map<string, Published>> {
  if (paths.length === 0) return new Map();
  const { filePath: path, sizeBytes, modifiedMs } = libraryImageFiles;
  const rows = await db
    .select({ path, sizeBytes, modifiedMs })
    .from(libraryImageFiles)
    .where(inArray(path, [...paths]));
  return new Map(rows.map((row) => [row.path, row]));
}

async function isUnchanged(path: string, published: Published | undefined): Promise<boolean> {
  if (!published) return false;
  const facts = await lstat(path).catch(() => undefined);
  return facts?.size === published.sizeBytes && Math.floor(facts.mtimeMs) === published.modifiedMs;
}
