import { stat } from "node:fs/promises";
import { join } from "node:path";
import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheImageFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { listNames, removeOld } from "#lib/files/remove-old.ts";
import { sweepTemporaryFiles } from "#lib/files/write-atomic.ts";
import { recycleCached, unusedLastsMs } from "#lib/recycle/recycle-cached.ts";
import { sweepUploads } from "./uploads.ts";

const hourMs = 60 * 60 * 1000;
const weekMs = 7 * 24 * hourMs;
const namePattern = /^([0-9a-f]{64})(?:-\d+)?\.(?:jpg|png|webp)$/;

type Sweep = {
  /** Temporary files, thumbnails, uploads and previews that are gone for good: all can be made again. */
  removed: number;
  /** Pictures that went to the recycle bin. */
  recycled: number;
};

/**
 * Clears the artwork cache. A picture that no row tells of goes to the recycle bin once it is older than 30 days; its
 * thumbnails follow it. Temporary files of stopped processes go after an hour, uploads nobody took and previews after a
 * week. What is not named as we name files is left alone.
 */
export async function sweepArtwork(db: Db, params: { signal?: AbortSignal | undefined } = {}): Promise<Sweep> {
  const sweep = { removed: await sweepUploads(weekMs), recycled: 0 };
  sweep.removed += await sweepOld(join(env.DATA_DIR, "cache/previews"), weekMs);
  for await (const folder of listFolders("assets", params.signal)) {
    sweep.removed += await sweepTemporaryFiles(folder, { olderThanMs: hourMs });
    sweep.recycled += await recycleUnreferenced(db, folder);
  }
  for await (const folder of listFolders("thumbs", params.signal)) {
    sweep.removed += await sweepTemporaryFiles(folder, { olderThanMs: hourMs });
    sweep.removed += await removeThumbnails(db, folder);
  }
  return sweep;
}

async function* listFolders(kind: "assets" | "thumbs", signal: AbortSignal | undefined): AsyncGenerator<string> {
  const top = join(env.DATA_DIR, "cache", kind);
  for (const first of await listNames(top)) {
    for (const second of await listNames(join(top, first))) {
      signal?.throwIfAborted();
      yield join(top, first, second);
    }
  }
}

const hashOf = (name: string): string => namePattern.exec(name)?.[1] ?? "";

async function recycleUnreferenced(db: Db, folder: string): Promise<number> {
  const orphans: string[] = [];
  for (const name of await listOrphans(db, folder)) {
    if (await isOlder(join(folder, name), unusedLastsMs)) orphans.push(name);
  }
  let recycled = 0;
  for (const name of orphans) {
    const isUsed = async () => (await listUsed(db, [hashOf(name)])).size > 0;
    if (await recycleCached(db, { path: join(folder, name), reason: "No longer used as artwork", isUsed }))
      recycled += 1;
  }
  return recycled;
}

/** Thumbnails without a row whose picture is gone too. */
async function removeThumbnails(db: Db, folder: string): Promise<number> {
  let removed = 0;
  const pictures = new Set((await listNames(folder.replace("/cache/thumbs/", "/cache/assets/"))).map(hashOf));
  for (const name of await listOrphans(db, folder)) {
    if (!pictures.has(hashOf(name))) removed += await removeOld(join(folder, name), hourMs);
  }
  return removed;
}

/** Files named by a hash that no row has. */
async function listOrphans(db: Db, folder: string): Promise<string[]> {
  const names = (await listNames(folder)).filter((name) => namePattern.test(name));
  const used = await listUsed(db, [...new Set(names.map(hashOf))]);
  return names.filter((name) => !used.has(hashOf(name)));
}

async function listUsed(db: Db, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .select({ hash: cacheImageFiles.fileHash })
    .from(cacheImageFiles)
    .where(inArray(cacheImageFiles.fileHash, [...hashes]));
  return new Set(rows.map((row) => row.hash));
}

async function sweepOld(folder: string, olderThanMs: number): Promise<number> {
  let removed = 0;
  for (const name of await listNames(folder)) removed += await removeOld(join(folder, name), olderThanMs);
  return removed;
}

async function isOlder(path: string, ageMs: number): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isFile() === true && facts.mtimeMs <= Date.now() - ageMs;
}
