import { stat } from "node:fs/promises";
import { join } from "node:path";
import { assertRoomFor } from "#lib/files/free-space.ts";
import { writeFileAtomic } from "#lib/files/write-atomic.ts";
import { hashFile } from "./cache-files.ts";
import { cachePattern, type OpenBackup, readMember } from "./members.ts";

type Progress = { signal?: AbortSignal | undefined; onProgress: (part: number) => void };

/**
 * Puts the pictures and trailers of a checked backup into the cache. What lies there with the same bytes is left alone, and
 * nothing is removed. Returns how many were written.
 */
export async function unpackCache(
  backup: OpenBackup,
  dataDir: string,
  { signal, onProgress }: Progress,
): Promise<number> {
  const wanted = backup.contents.filter(({ name }) => cachePattern.test(name));
  const bytes = wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  await assertRoomFor({ folder: dataDir, bytes, what: "the cache of this backup" });
  let written = 0;
  for (const [index, { name, sizeBytes, sha256 }] of wanted.entries()) {
    signal?.throwIfAborted();
    const path = join(dataDir, name);
    const member = backup.members.get(name);
    const present = await stat(path).catch(() => undefined);
    const isThere =
      present?.isFile() === true && present.size === sizeBytes && (await hashFile(path, signal)) === sha256;
    if (member && !isThere) {
      const pieces: Buffer[] = [];
      for await (const piece of readMember(backup.file, member)) pieces.push(piece);
      // It refuses every way out of the folder, also by links that lie in it.
      await writeFileAtomic({ root: dataDir, path: name, bytes: Buffer.concat(pieces), step: "restore.cache" });
      written += 1;
    }
    onProgress((index + 1) / wanted.length);
  }
  return written;
}
