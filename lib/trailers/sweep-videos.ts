import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { listNames } from "#lib/files/remove-old.ts";
import { recycleCached, unusedLastsMs } from "#lib/recycle/recycle-cached.ts";
import { listFiles, workFolder } from "./folders.ts";

const hourMs = 3_600_000;
/** A download that nobody went on with for this long will not be gone on with. */
const abandonedMs = 7 * 24 * hourMs;
const namePattern = /^([0-9a-f]{64})\.(?:mp4|webm|mkv)$/;

/**
 * Clears the cache of trailers. A video that no row tells of goes to the recycle bin once it is older than 30 days; parts of
 * downloads go after a week. Returns how many parts went, and how many videos.
 */
export async function sweepVideos(
  db: Db,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<{ removed: number; recycled: number }> {
  const removed = await sweepParts();
  let recycled = 0;
  const top = join(env.DATA_DIR, "cache/videos");
  for (const first of await spreadIn(top)) {
    for (const second of await spreadIn(join(top, first))) {
      signal?.throwIfAborted();
      recycled += await recycleUnreferenced(db, join(top, first, second));
    }
  }
  return { removed, recycled };
}

const spreadIn = async (folder: string) => (await listNames(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));

async function recycleUnreferenced(db: Db, folder: string): Promise<number> {
  const names = (await listNames(folder)).filter((name) => namePattern.test(name));
  const used = await listUsed(db, names.map(hashOf));
  let recycled = 0;
  for (const name of names.filter((each) => !used.has(hashOf(each)))) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    if (!facts?.isFile() || facts.mtimeMs > Date.now() - unusedLastsMs) continue;
    const isUsed = async () => (await listUsed(db, [hashOf(name)])).size > 0;
    if (await recycleCached(db, { path, reason: "No longer used as a trailer", isUsed })) recycled += 1;
  }
  return recycled;
}

const hashOf = (name: string): string => namePattern.exec(name)?.[1] ?? "";

async function listUsed(db: Db, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .select({ hash: cacheVideoFiles.fileHash })
    .from(cacheVideoFiles)
    .where(inArray(cacheVideoFiles.fileHash, [...hashes]));
  return new Set(rows.map(({ hash }) => hash));
}

/** Only what a download is called: `12-1080`, and `12-look` of one that was only looked at. */
async function sweepParts(): Promise<number> {
  let removed = 0;
  for (const name of await listNames(workFolder())) {
    const match = /^\d+-(\d+|look)$/.exec(name);
    if (!match) continue;
    const folder = join(workFolder(), name);
    const newestMs = await newestIn(folder);
    if (newestMs > Date.now() - (match[1] === "look" ? hourMs : abandonedMs)) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

async function newestIn(folder: string): Promise<number> {
  const paths = [folder, ...(await listFiles(folder)).map(({ path }) => path)];
  const times = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(...times);
}
