import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { diskError, isMissing } from "#lib/files/disk-error.ts";
import { sweepTemporaryFiles } from "#lib/files/write-atomic.ts";
import { sweepUploads } from "./uploads.ts";

const hourMs = 60 * 60 * 1000;
const weekMs = 7 * 24 * hourMs;
const namePattern = /^([0-9a-f]{64})(?:-\d+)?\.(?:jpg|png|webp)$/;

/**
 * Clears the artwork cache: files without a row that are older than an hour (a row may be about to follow), temporary
 * files of stopped processes, uploads nobody took and previews of a week ago. Returns how many files went.
 */
export async function sweepArtwork(db: Db, params: { signal?: AbortSignal | undefined } = {}): Promise<number> {
  let removed = await sweepUploads(weekMs);
  removed += await sweepOld(join(env.DATA_DIR, "cache/previews"), weekMs);
  for (const kind of ["assets", "thumbs"]) {
    const top = join(env.DATA_DIR, "cache", kind);
    for (const first of await listNames(top)) {
      for (const second of await listNames(join(top, first))) {
        params.signal?.throwIfAborted();
        removed += await sweepFolder(db, join(top, first, second));
      }
    }
  }
  return removed;
}

async function sweepFolder(db: Db, folder: string): Promise<number> {
  const temporary = await sweepTemporaryFiles(folder, { olderThanMs: hourMs });
  const names = (await listNames(folder)).filter((name) => namePattern.test(name));
  const hashes = [...new Set(names.flatMap((name) => namePattern.exec(name)?.[1] ?? []))];
  if (hashes.length === 0) return temporary;
  const rows = await db
    .select({ hash: cacheImageFiles.fileHash })
    .from(cacheImageFiles)
    .where(inArray(cacheImageFiles.fileHash, hashes));
  const used = new Set(rows.map((row) => row.hash));
  const orphans = names.filter((name) => !used.has(namePattern.exec(name)?.[1] ?? ""));
  let removed = temporary;
  for (const name of orphans) removed += await removeOld(join(folder, name), hourMs);
  return removed;
}

async function sweepOld(folder: string, olderThanMs: number): Promise<number> {
  let removed = 0;
  for (const name of await listNames(folder)) removed += await removeOld(join(folder, name), olderThanMs);
  return removed;
}

async function removeOld(path: string, olderThanMs: number): Promise<number> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile() || facts.mtimeMs > Date.now() - olderThanMs) return 0;
  await rm(path, { force: true });
  return 1;
}

async function listNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskError("look into the folder", folder, error);
  }
}
