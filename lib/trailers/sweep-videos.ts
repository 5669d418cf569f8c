import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { cacheVideoFiles } from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { listNames, removeOld } from "#lib/files/remove-old.ts";
import { listFiles, workFolder } from "./folders.ts";

const hourMs = 3_600_000;
/** A download that nobody went on with for this long will not be gone on with. */
const abandonedMs = 7 * 24 * hourMs;
const namePattern = /^([0-9a-f]{64})\.(?:mp4|webm|mkv)$/;

/**
 * Clears the cache of trailers: files without a row that are older than an hour (a row may be about to follow), and parts of
 * downloads of a week ago. Returns how many files and parts went.
 */
export async function sweepVideos(db: Db, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<number> {
  let removed = await sweepParts();
  const top = join(env.DATA_DIR, "cache/videos");
  for (const first of await spreadIn(top)) {
    for (const second of await spreadIn(join(top, first))) {
      signal?.throwIfAborted();
      removed += await sweepFolder(db, join(top, first, second));
    }
  }
  return removed;
}

const spreadIn = async (folder: string) => (await listNames(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));

async function sweepFolder(db: Db, folder: string): Promise<number> {
  const names = (await listNames(folder)).filter((name) => namePattern.test(name));
  const hashOf = (name: string) => namePattern.exec(name)?.[1] ?? "";
  if (names.length === 0) return 0;
  const rows = await db
    .select({ hash: cacheVideoFiles.fileHash })
    .from(cacheVideoFiles)
    .where(inArray(cacheVideoFiles.fileHash, names.map(hashOf)));
  const used = new Set(rows.map(({ hash }) => hash));
  let removed = 0;
  for (const name of names.filter((each) => !used.has(hashOf(each)))) {
    removed += await removeOld(join(folder, name), hourMs);
  }
  return removed;
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
