import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { isMissing } from "#lib/files/disk-error.ts";
import { cachePattern } from "./members.ts";

export type CacheFile = { name: string; path: string; sizeBytes: number };

/** What is kept of pictures and trailers below DATA_DIR/cache, by path. Previews and what is on its way are left out. */
export async function listCacheFiles(dataDir: string): Promise<CacheFile[]> {
  const found: CacheFile[] = [];
  for (const kind of ["assets", "thumbs", "videos"]) {
    const top = join(dataDir, "cache", kind);
    const entries = await readdir(top, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(dataDir, path).replaceAll("\\", "/");
      if (!entry.isFile() || !cachePattern.test(name)) continue;
      const facts = await stat(path).catch(() => undefined);
      if (facts) found.push({ name, path, sizeBytes: facts.size });
    }
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The SHA-256 that the bytes must have; undefined for thumbnails, which are named after their picture. */
export function hashInName(name: string): string | undefined {
  const [, kind, hash] = cachePattern.exec(name) ?? [];
  return kind === "thumbs" ? undefined : hash;
}

/** SHA-256 of a file, in hex. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024, ...(signal && { signal }) })) {
    hash.update(piece);
  }
  return hash.digest("hex");
}
